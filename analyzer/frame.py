"""JPEG bytes to a grey picture, and every limit on pictures from strangers.

Nothing is decoded before its header has been read: the declared size decides how much memory the
decoder takes. Of the JPEG family only what browsers and OpenCV write is let in, a baseline file
of one scan with nothing behind its end; that also bounds the decoder's work.
"""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import simplejpeg
from numpy.typing import NDArray

from analyzer import MAX_PIXELS

MIN_SIDE: Final = 48
"""Shortest side, pixels: less cannot hold a face that the classifier could read."""
MAX_BYTES: Final = 2 * 1024 * 1024
ENOUGH: Final = 480
"""A picture at least twice as large is decoded smaller, its shorter side not below this, pixels.

The least face that is read is 60 of 640 pixels wide, more than the 48 that the classifier sees.
"""
_EIGHTHS: Final = (8, 4, 3, 2, 1)
"""Sizes that libjpeg decodes to here: the whole, and what is at most half of it."""

START: Final = b"\xff\xd8\xff"
END: Final = b"\xff\xd9"
_BASELINE: Final = (0xC0, 0xC1)
_OTHER_FRAMES: Final = tuple(set(range(0xC2, 0xD0)) - {0xC4, 0xC8, 0xCC})
_SCAN: Final = 0xDA
# Within a scan, FF is followed by 00 (a plain FF) or a restart marker; anything else ends it.
_AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


class FrameRejected(ValueError):
    """A frame that is not analysed, in the words of the wire; `reason` is a short code.

    One of `not_a_jpeg`, `unsupported_jpeg`, `too_many_bytes`, `too_many_pixels`, `too_small`,
    `truncated`, `damaged`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Header:
    """What the JPEG says of itself: size in pixels, and where its compressed data begins."""

    width: int
    height: int
    scan: int


def decode(data: bytes) -> NDArray[np.uint8]:
    """Return the grey picture, uint8 (height, width), of a JPEG. Raises FrameRejected.

    A picture much larger than is needed comes back at half its size or less.
    """
    header = read_header(data)
    _check_size(header)
    _check_end(data, header)
    grey = _decode(data)
    if grey.shape not in _sizes(header):
        raise FrameRejected("damaged")
    return grey


def _sizes(header: Header) -> list[tuple[int, int]]:
    return [(-(-header.height * n // 8), -(-header.width * n // 8)) for n in _EIGHTHS]


def read_header(data: bytes) -> Header:
    """Walk the segments up to the scan, decoding nothing. Raises FrameRejected."""
    if not data.startswith(START):
        raise FrameRejected("not_a_jpeg")
    if len(data) > MAX_BYTES:
        raise FrameRejected("too_many_bytes")
    size: tuple[int, int] | None = None
    marker, at, following = _segment(data, 2)
    while marker != _SCAN:
        if marker in _OTHER_FRAMES:
            raise FrameRejected("unsupported_jpeg")
        if marker in _BASELINE:
            if size is not None or following - at < 7:
                raise FrameRejected("damaged")
            size = (_u16(data, at + 5), _u16(data, at + 3))
        marker, at, following = _segment(data, following)
    if size is None:
        raise FrameRejected("damaged")
    return Header(*size, scan=following)


def _segment(data: bytes, at: int) -> tuple[int, int, int]:
    """Return (marker, start with its length field, start of the next segment)."""
    if at + 4 > len(data):
        raise FrameRejected("truncated")
    if data[at] != 0xFF:
        raise FrameRejected("damaged")
    length = _u16(data, at + 2)
    following = at + 2 + length
    if length < 2:
        raise FrameRejected("damaged")
    if following > len(data):
        raise FrameRejected("truncated")
    return data[at + 1], at + 2, following


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _check_size(header: Header) -> None:
    if header.width * header.height > MAX_PIXELS:
        raise FrameRejected("too_many_pixels")
    if min(header.width, header.height) < MIN_SIDE:
        raise FrameRejected("too_small")


def _check_end(data: bytes, header: Header) -> None:
    """Let in a scan that ends with the file's end marker, as the file's last two bytes."""
    end = _AFTER_SCAN.search(data, header.scan)
    if end is None:
        raise FrameRejected("truncated")
    if data[end.start() : end.end()] != END:
        raise FrameRejected("unsupported_jpeg")
    if end.end() != len(data):
        raise FrameRejected("damaged")


def _decode(data: bytes) -> NDArray[np.uint8]:
    """Decode to grey, as stored. What libjpeg only warns of, a short scan above all, is an error.

    OpenCV does not hand libjpeg's warnings on: it fills the rest of a cut picture with grey.
    """
    try:
        picture = simplejpeg.decode_jpeg(
            data, "GRAY", min_height=ENOUGH, min_width=ENOUGH, min_factor=2, strict=True
        )
    except ValueError as error:
        short = "premature end" in str(error)
        raise FrameRejected("truncated" if short else "damaged") from error
    return np.asarray(picture[:, :, 0], np.uint8)
