"""Where frames come from: a file, a camera by its number, or an address such as RTSP."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

import cv2
import numpy as np
from numpy.typing import NDArray

FALLBACK_RATE = 25.0
"""Frames a second where the source does not say."""

ADDRESS = "://"
"""What an address has and neither a file nor a camera's number."""

Frame = tuple[float, NDArray[np.uint8]]
"""Seconds from the first frame, and a BGR picture."""


class SourceError(ValueError):
    """A source that cannot be watched; the message is one line for the user."""


class Capture(Protocol):
    """What is asked of OpenCV's capture."""

    def read(self) -> tuple[bool, Any]:
        """Return whether there is a next frame, and that frame."""
        ...

    def get(self, propId: int, /) -> float:  # noqa: N803  OpenCV's name
        """Return a property of the source, or of the frame that was read last."""
        ...


class Source:
    """An opened source; a context manager that closes it.

    `name` may be shown; `rate` is frames a second as the source says, `count` how many frames
    there are, 0 where nobody knows.
    """

    def __init__(self, name: str) -> None:
        self.name = without_secrets(name)
        self._may_be_live = name.isdigit() or ADDRESS in name
        if not self._may_be_live and not Path(name).is_file():
            raise SourceError(f"{self.name}: no such file, camera number or address")
        self._capture = _opened(name)
        if not self._capture.isOpened():
            raise SourceError(f"{self.name}: cannot be opened as a video")
        rate = self._capture.get(cv2.CAP_PROP_FPS)
        self.rate = rate if 0 < rate <= 240 else FALLBACK_RATE
        self.count = max(0, int(self._capture.get(cv2.CAP_PROP_FRAME_COUNT)))

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *details: object) -> None:
        self._capture.release()

    def frames(self) -> Iterator[Frame]:
        """Give (seconds from the first frame, BGR picture) until the source ends.

        Raises SourceError where not even one frame can be read.
        """
        live = self.count == 0 and self._may_be_live
        given = by_clock(self._capture) if live else by_file(self._capture, self.rate)
        first = next(given, None)
        if first is None:
            raise SourceError(f"{self.name}: no frame could be read")
        yield first
        yield from given


def without_secrets(name: str) -> str:
    """Return a source's name without what must not be seen: an address's user, password, query.

    Cut behind its last "@": passwords hold signs that they should not.
    """
    scheme, mark, rest = name.partition(ADDRESS)
    if not mark:
        return name
    before, _, place = rest.rpartition("@")
    # A query before an "@": nobody can say where the secret ends.
    return f"{scheme}{mark}…" if "?" in before else f"{scheme}{mark}{place.partition('?')[0]}"


def file_of(name: str) -> Path | None:
    """Return the file that a source is read from, None of a camera's number or another address."""
    if name.isdigit():
        return None
    if ADDRESS not in name:
        return Path(name)
    address = urlsplit(name)
    return Path(url2pathname(address.path)) if address.scheme == "file" else None


def _opened(name: str) -> cv2.VideoCapture:
    if name.isdigit():
        return cv2.VideoCapture(int(name))
    # Of an address FFmpeg alone is asked: OpenCV's other readers complain with all of it, and a
    # password is in it.
    return cv2.VideoCapture(name, cv2.CAP_FFMPEG if ADDRESS in name else cv2.CAP_ANY)


def by_file(capture: Capture, rate: float) -> Iterator[Frame]:
    """Give a recording's frames at the times that it holds for them: few come at an even rate.

    A frame whose time is not told, or not after the one before, follows that by `1 / rate`.
    """
    first = last = 0.0
    number = 0
    while (picture := _next(capture)) is not None:
        told = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
        if number == 0:
            first = told
        else:
            last = told - first if told - first > last else last + 1 / rate
        yield last, picture
        number += 1


def by_clock(capture: Capture, now: Callable[[], float] = time.monotonic) -> Iterator[Frame]:
    """Give a camera's or a stream's frames at the times they arrive here.

    The rate that such a source tells is what it can do, not what comes.
    """
    began: float | None = None
    while (picture := _next(capture)) is not None:
        arrived = now()
        began = arrived if began is None else began
        yield arrived - began, picture


def _next(capture: Capture) -> NDArray[np.uint8] | None:
    done, picture = capture.read()
    return np.asarray(picture, np.uint8) if done else None
