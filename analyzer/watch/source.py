"""Where frames come from: a file, a camera by its number, or an address such as RTSP."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

FALLBACK_RATE = 25.0
"""Frames a second where the source does not say."""


class SourceError(ValueError):
    """A source that cannot be watched; the message is one line for the user."""


class Source:
    """An opened source; a context manager that closes it.

    `rate` is frames a second, `count` how many frames there are, 0 where nobody knows.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        if not name.isdigit() and "://" not in name and not Path(name).is_file():
            raise SourceError(f"{name}: no such file, camera number or address")
        self._capture = cv2.VideoCapture(int(name) if name.isdigit() else name)
        if not self._capture.isOpened():
            raise SourceError(f"{name}: cannot be opened as a video")
        rate = self._capture.get(cv2.CAP_PROP_FPS)
        self.rate = rate if 0 < rate <= 240 else FALLBACK_RATE
        self.count = max(0, int(self._capture.get(cv2.CAP_PROP_FRAME_COUNT)))

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *details: object) -> None:
        self._capture.release()

    def frames(self) -> Iterator[tuple[float, NDArray[np.uint8]]]:
        """Give (seconds from the first frame, BGR picture) until the source ends.

        Raises SourceError where not even one frame can be read.
        """
        number = 0
        while True:
            done, picture = self._capture.read()
            if not done:
                break
            yield number / self.rate, np.asarray(picture, np.uint8)
            number += 1
        if number == 0:
            raise SourceError(f"{self.name}: no frame could be read")
