"""A video file with the readings on it."""

from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.watch.source import SourceError

LEAST_HELD: Final = 0.9
"""Share of the frames that a video must hold."""


class VideoWriter:
    """The video, opened with the first frame, whose size it takes; none where `path` is None.

    It has an even `rate`, since OpenCV writes no other: of a source that has none the readings'
    times are in the CSV.
    """

    def __init__(self, path: Path | None, rate: float) -> None:
        self.path = path
        self._rate = rate
        self._writer: cv2.VideoWriter | None = None

    def __enter__(self) -> "VideoWriter":
        return self

    def __exit__(self, *details: object) -> None:
        if self._writer is not None:
            self._writer.release()

    def write(self, picture: NDArray[np.uint8]) -> None:
        """Add a frame. Raises SourceError where the file takes none."""
        if self.path is None:
            return
        if self._writer is None:
            size = (picture.shape[1], picture.shape[0])
            code = cv2.VideoWriter.fourcc(*"mp4v")
            self._writer = cv2.VideoWriter(str(self.path), code, self._rate, size)
            if not self._writer.isOpened():
                raise SourceError(f"{self.path}: cannot be written as a video")
        self._writer.write(picture)


def check(path: Path, frames: int) -> None:
    """Raise SourceError where a finished video does not hold its frames.

    OpenCV says nothing of a disk that was full. Of some forms it only guesses how many there are.
    """
    capture = cv2.VideoCapture(str(path))
    held = int(capture.get(cv2.CAP_PROP_FRAME_COUNT)) if capture.isOpened() else 0
    capture.release()
    if held < LEAST_HELD * frames - 1:
        raise SourceError(f"{path}: {max(0, held)} of {frames} frames were written: is there room?")
