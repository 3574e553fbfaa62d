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

Picture = NDArray[np.uint8]


class FaceDetector(Protocol):
    """Finds faces. One thread at a time: implementations keep scratch memory.

    `framing` makes its boxes squares like those the classifier was trained on.
    """

    framing: Framing

    def detect(self, grey: Picture, known: Box | None = None, brief: bool = False) -> list[Face]:
        """Return the faces in a grey picture (height, width), largest first.

        `known` is where a face was just before. A detector may look there alone if it finds one
        there, and at sizes from half of that face's. `brief` asks for no more than a first look,
        which may miss the faces that are hard to find (docs/decisions/035).
        """
        ...


class HaarDetector:
    """OpenCV's frontal Haar cascade (Viola and Jones 2001) with the thesis's parameters.

    It has no score to give: every face it reports gets 1.0. Upright frontal faces only. About a
    known face it searches a part of the picture first (docs/decisions/032).
    """

    framing = Framing(1.04)
    WIDTH = 300
    """Pixels that every frame is scaled to before the search."""
    SCALE_STEP = 1.1
    NEIGHBOURS = 5
    LEAST_SIDE = 30
    """Side of the smallest face, in pixels of the scaled frame."""
    AROUND = 2.0
    """Sides of a known face in the side of the part that is searched first."""
    KNOWN_SIDE = 75
    """Pixels that a larger known face is scaled down to."""
    LEAST_SHARE = 0.4
    """Sides of a known face in the side of the smallest one that is looked for about it.

    One of half its side counts beside it (`analyzer.pipeline.SECOND_FACE`).
    """

    def __init__(self) -> None:
        path = Path(cv2.__file__).parent / "data" / "haarcascade_frontalface_default.xml"
        self._cascade = cv2.CascadeClassifier(str(path))
        if self._cascade.empty():
            raise RuntimeError(f"OpenCV could not load its cascade {path.name}")

    def detect(self, grey: Picture, known: Box | None = None, brief: bool = False) -> list[Face]:
        """Return the faces in a grey picture (height, width), largest first.

        It has one search, of which a `brief` look leaves nothing out.
        """
        boxes = [] if known is None else self._around(grey, known)
        boxes = boxes or self._everywhere(grey)
        return [Face(box, 1.0) for box in sorted(boxes, key=lambda box: -box.area)]

    def _everywhere(self, grey: Picture) -> list[Box]:
        height = max(1, round(grey.shape[0] * self.WIDTH / grey.shape[1]))
        return self._found(grey, (self.WIDTH, height), self.LEAST_SIDE)

    def _around(self, grey: Picture, known: Box) -> list[Box]:
        """Return the boxes about a known face, none where the part there is too small for any."""
        height, width = grey.shape
        side = max(known.width * width, known.height * height)
        reach = side * self.AROUND / 2
        x, y = (known.x + known.width / 2) * width, (known.y + known.height / 2) * height
        left, right = max(0, round(x - reach)), min(width, round(x + reach))
        top, bottom = max(0, round(y - reach)), min(height, round(y + reach))
        # Never finer than the whole picture is searched.
        scale = min(self.KNOWN_SIDE / side, self.WIDTH / width)
        size = (round((right - left) * scale), round((bottom - top) * scale))
        least = max(self.LEAST_SIDE, round(side * scale * self.LEAST_SHARE))
        if min(size) < least:
            return []
        part = Box(left / width, top / height, (right - left) / width, (bottom - top) / height)
        found = self._found(grey[top:bottom, left:right], size, least)
        return [part.placed(box) for box in found]

    def _found(self, grey: Picture, size: tuple[int, int], least: int) -> list[Box]:
        """Return the boxes in a picture searched at another size (width, height), pixels."""
        scaled = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
        found = self._cascade.detectMultiScale(
            scaled, self.SCALE_STEP, self.NEIGHBOURS, minSize=(least, least)
        )
        width, height = size
        return [
            Box(x / width, y / height, w / width, h / height)
            for x, y, w, h in np.asarray(found, float).reshape(-1, 4).tolist()
        ]


class BlazeFaceDetector:
    """BlazeFace's short-range network, and the 256-pixel one where that finds nothing.

    The first misses faces under about 50 of 640 pixels; the second costs six times as much. It
    sees the whole square: without margins it would miss a tenth of the least faces.
    """

    framing = Framing(1.18, -0.04)
    """Of 31 tried, one that loses little at every size, in whole frames and in regions
    (`evaluate --through-detector 3579 --framing SCALE SHIFT`)."""

    def __init__(self, near: BlazeFace, far: BlazeFace) -> None:
        self._near = near
        self._far = far

    @classmethod
    def installed(cls, models: Path = weights.MODELS) -> "BlazeFaceDetector":
        """Return the detector with the installed package's weights. Raises WeightsError."""
        near = weights.detector("blazeface-short-range", models)
        far = weights.detector("blazeface-back-camera", models)
        return cls(BlazeFace(near, (8, 16), trimmed=True), BlazeFace(far, (16, 32)))

    def detect(self, grey: Picture, known: Box | None = None, brief: bool = False) -> list[Face]:
        """Return the faces in a grey picture (height, width), largest first.

        It looks at all of it: a network's time hangs on its own canvas, not on the picture's. A
        `brief` look is the first network's.
        """
        faces = self._near.detect(grey)
        if not faces and not brief:
            faces = self._far.detect(grey)
        return sorted(faces, key=lambda face: -face.box.area)


BUILDERS: Mapping[str, Callable[[], FaceDetector]] = {
    "blazeface": BlazeFaceDetector.installed,
    "haar": HaarDetector,
}
"""What makes each of `analyzer.DETECTORS`."""
