"""The binary message of a frame: 22 bytes of header, then the JPEG."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from consult.live.wire import VERSION

HEADER: Final = struct.Struct("!BBHHHHIQ")
"""Version, flags, region (x, y, width, height), seq, captured at; big endian."""


class BadFrame(ValueError):
    """A binary message that is no frame. `reason` goes back to the client, `seq` if readable."""

    def __init__(self, reason: str, seq: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seq = seq


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """The 22 bytes in front of each JPEG."""

    flags: int
    region: tuple[int, int, int, int]
    seq: int
    captured_at: int


WHOLE_PICTURE: Final = (0, 0, 65535, 65535)
LEAST_REGION: Final = 1024
"""Shortest side of a region in 1/65535: a 64th of the picture holds no readable face."""


def pack_frame(header: FrameHeader, jpeg: bytes) -> bytes:
    """Return the binary message of one frame (used by tests and the load test)."""
    x, y, width, height = header.region
    packed = HEADER.pack(VERSION, header.flags, x, y, width, height, header.seq, header.captured_at)
    return packed + jpeg


def unpack_frame(message: bytes) -> tuple[FrameHeader, bytes]:
    """Split a binary message into header and JPEG.

    Raises:
        BadFrame: `short_header`, `wrong_version`, `bad_region` or `empty`.
    """
    if len(message) < HEADER.size:
        raise BadFrame("short_header")
    version, flags, x, y, width, height, seq, captured_at = HEADER.unpack_from(message)
    if version != VERSION:
        raise BadFrame("wrong_version", seq)
    if min(width, height) < LEAST_REGION or x + width > 65535 or y + height > 65535:
        raise BadFrame("bad_region", seq)
    if len(message) == HEADER.size:
        raise BadFrame("empty", seq)
    return FrameHeader(flags, (x, y, width, height), seq, captured_at), message[HEADER.size :]
