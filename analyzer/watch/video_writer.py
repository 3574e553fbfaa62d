"""A video file with the readings on it."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.watch.source import SourceError


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
