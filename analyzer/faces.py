"""Grey picture to faces, behind one protocol."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer import weights
from analyzer.blazeface import BlazeFace
from analyzer.crops import Framing
from analyzer.results import Box, Face


class FaceDetector(Protocol):
    """Finds faces. One thread at a time: implementations keep scratch memory.

    `framing` makes its boxes squares like those the classifier was trained on.
    """

    framing: Framing

    def detect(self, grey: NDArray[np.uint8]) -> list[Face]:
        """Return the faces in a grey picture (height, width), largest first."""
        ...


class HaarDetector:
    """OpenCV's frontal Haar cascade (Viola and Jones 2001) with the thesis's parameters.

    It has no score to give: every face it reports gets 1.0. Upright frontal faces only.
    """

    framing = Framing(1.04)
    WIDTH = 300
    """Pixels that every frame is scaled to before the search."""
    SCALE_STEP = 1.1
    NEIGHBOURS = 5
    LEAST_SIDE = 30
    """Side of the smallest face, in pixels of the scaled frame."""

    def __init__(self) -> None:
        path = Path(cv2.__file__).parent / "data" / "haarcascade_frontalface_default.xml"
        self._cascade = cv2.CascadeClassifier(str(path))
        if self._cascade.empty():
            raise RuntimeError(f"OpenCV could not load its cascade {path.name}")

    def detect(self, grey: NDArray[np.uint8]) -> list[Face]:
        """Return the faces in a grey picture (height, width), largest first."""
        height = max(1, round(grey.shape[0] * self.WIDTH / grey.shape[1]))
        scaled = cv2.resize(grey, (self.WIDTH, height), interpolation=cv2.INTER_AREA)
        found = self._cascade.detectMultiScale(
            scaled, self.SCALE_STEP, self.NEIGHBOURS, minSize=(self.LEAST_SIDE, self.LEAST_SIDE)
        )
        boxes = [
            Box(x / self.WIDTH, y / height, w / self.WIDTH, h / height)
            for x, y, w, h in np.asarray(found, float).reshape(-1, 4).tolist()
        ]
        return [Face(box, 1.0) for box in sorted(boxes, key=lambda box: -box.area)]


class BlazeFaceDetector:
    """BlazeFace's short-range network, and the 256-pixel one where that finds nothing.

    The first misses faces under about 50 of 640 pixels; the second costs six times as much. It
    sees the whole square: without margins it would miss a tenth of the least faces.
    """

    framing = Framing(1.2, -0.06)

    def __init__(self, near: BlazeFace, far: BlazeFace) -> None:
        self._near = near
        self._far = far

    @classmethod
    def installed(cls, models: Path = weights.MODELS) -> "BlazeFaceDetector":
        """Return the detector with the installed package's weights. Raises WeightsError."""
        near = weights.detector("blazeface-short-range", models)
        far = weights.detector("blazeface-back-camera", models)
        return cls(BlazeFace(near, (8, 16), trimmed=True), BlazeFace(far, (16, 32)))

    def detect(self, grey: NDArray[np.uint8]) -> list[Face]:
        """Return the faces in a grey picture (height, width), largest first."""
        faces = self._near.detect(grey) or self._far.detect(grey)
        return sorted(faces, key=lambda face: -face.box.area)


BUILDERS: Mapping[str, Callable[[], FaceDetector]] = {
    "blazeface": BlazeFaceDetector.installed,
    "haar": HaarDetector,
}
"""What makes each of `analyzer.DETECTORS`."""
