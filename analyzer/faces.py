"""Grey picture to faces, behind one protocol; and the crop that the classifier is shown."""

from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.results import Box, Face

CROP_SIDE = 48
"""Side of the classifier's picture, pixels."""


class FaceDetector(Protocol):
    """Finds faces. One thread at a time: implementations keep scratch memory."""

    def detect(self, grey: NDArray[np.uint8]) -> list[Face]:
        """Return the faces in a grey picture (height, width), largest first."""
        ...


class HaarDetector:
    """OpenCV's frontal Haar cascade (Viola and Jones 2001) with the thesis's parameters.

    It has no score to give: every face it reports gets 1.0. Upright frontal faces only.
    """

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


def crop(
    grey: NDArray[np.uint8], box: Box, scale: float = 1.0, shift: float = 0.0
) -> NDArray[np.uint8]:
    """Return the square around a face as the classifier sees it, uint8 (48, 48).

    The square's side is `scale` times the longer side of the box, its centre lies `shift` times
    that side below the box's (negative: above). What falls outside the picture repeats its edge.
    """
    height, width = grey.shape
    longer = max(box.width * width, box.height * height)
    side = max(1, round(longer * scale))
    left = round((box.x + box.width / 2) * width - side / 2)
    top = round((box.y + box.height / 2) * height + shift * longer - side / 2)
    rows = np.clip(np.arange(top, top + side), 0, height - 1)
    columns = np.clip(np.arange(left, left + side), 0, width - 1)
    square = grey[rows[:, None], columns]
    # INTER_AREA averages when shrinking; enlarging it would repeat pixels.
    how = cv2.INTER_AREA if side > CROP_SIDE else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(square, (CROP_SIDE, CROP_SIDE), interpolation=how), np.uint8)
