"""Messages that no browser sends: JPEGs, headers and regions changed at random."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from consult.live import frame_header, wire

Change = Callable[[Random, bytes, bytes], bytes]
"""Of (random, a JPEG, another one): a changed one."""
EDGES = (0, 1, 1023, 1024, 32767, 65534, 65535)
START_OF_FRAME = b"\xff\xc0"
NOW = 1_760_000_000_000
"""Unix ms at which every frame comes in."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A message as it arrives, and what was done to it."""

    message: bytes
    done: str


def mutant(random: Random, pictures: Sequence[bytes]) -> Mutant:
    """Return a message made of one of the pictures; one in ten is as a browser sends it."""
    jpeg, other = random.choice(pictures), random.choice(pictures)
    name = random.choice([*CHANGES, "none", "none"])
    if name in CHANGES:
        for _ in range(random.choice((1, 1, 1, 2, 4))):
            jpeg = CHANGES[name](random, jpeg, other)
    form = random.choice([*HEADERS, "whole", "whole", "region", "region"])
    header = HEADERS[form](random)
    if form == "short":
        return Mutant(header, "short header, no picture")
    return Mutant(header + jpeg, f"{form} header, picture {name}")


def _place(random: Random, data: bytes | bytearray) -> int:
    return random.randrange(len(data)) if data else 0


def bytes_changed(random: Random, data: bytes, other: bytes) -> bytes:
    """Put random values, or such as mean something in a JPEG, at a few places."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 8, 64))):
        if changed:
            value = random.choice((random.randrange(256), 0x00, 0xFF, 0xD9, 0xDA))
            changed[_place(random, changed)] = value
    return bytes(changed)


def bit_flipped(random: Random, data: bytes, other: bytes) -> bytes:
    changed = bytearray(data)
    if changed:
        changed[_place(random, data)] ^= 1 << random.randrange(8)
    return bytes(changed)


def head_changed(random: Random, data: bytes, other: bytes) -> bytes:
    """Change a byte before the compressed data: tables, sizes, lengths, components."""
    head = data.find(b"\xff\xda")
    if head < 3:
        return data
    at = random.randrange(2, head + 14)
    return data[:at] + random.randbytes(1) + data[at + 1 :]


def size_changed(random: Random, data: bytes, other: bytes) -> bytes:
    """Claim another height and width, in pixels."""
    at = data.find(START_OF_FRAME) + 5
    sizes = (0, 1, 47, 48, 64, 224, 239, 241, 480, 2000, 65535, random.randrange(65536))
    claimed = struct.pack(">HH", random.choice(sizes), random.choice(sizes))
    return data[:at] + claimed + data[at + 4 :]


def cut(random: Random, data: bytes, other: bytes) -> bytes:
    return data[: _place(random, data)]


def cut_and_ended(random: Random, data: bytes, other: bytes) -> bytes:
    return cut(random, data, other) + b"\xff\xd9"


def run_removed(random: Random, data: bytes, other: bytes) -> bytes:
    at = _place(random, data)
    return data[:at] + data[at + random.randrange(1, 200) :]


def run_inserted(random: Random, data: bytes, other: bytes) -> bytes:
    at = _place(random, data)
    return data[:at] + random.randbytes(random.randrange(1, 200)) + data[at:]


def run_repeated(random: Random, data: bytes, other: bytes) -> bytes:
    at = _place(random, data)
    return data[: at + random.randrange(1, 200)] + data[at:]


def spliced(random: Random, data: bytes, other: bytes) -> bytes:
    """Begin as one picture and end as another."""
    return data[: _place(random, data)] + other[_place(random, other) :]


def spliced_scan(random: Random, data: bytes, other: bytes) -> bytes:
    """Put another picture's compressed data behind this one's head."""
    mine, theirs = data.find(b"\xff\xda"), other.find(b"\xff\xda")
    return data[:mine] + other[theirs:] if mine > 0 and theirs > 0 else data


def something_else(random: Random, data: bytes, other: bytes) -> bytes:
    starts = (b"", b"\xff\xd8\xff", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"RIFF", data[:200])
    return random.choice(starts) + random.randbytes(random.randrange(400))


CHANGES: dict[str, Change] = {
    change.__name__: change
    for change in (
        bytes_changed,
        bit_flipped,
        head_changed,
        size_changed,
        cut,
        cut_and_ended,
        run_removed,
        run_inserted,
        run_repeated,
        spliced,
        spliced_scan,
        something_else,
    )
}


def _header(region: tuple[int, int, int, int], version: int = wire.VERSION, seq: int = 1) -> bytes:
    return frame_header.HEADER.pack(version, 0, *region, seq, NOW)


def whole(random: Random) -> bytes:
    return _header(frame_header.WHOLE_PICTURE)


def region(random: Random) -> bytes:
    """Name a part of the picture as a browser could."""
    x, y = random.randrange(60_000), random.randrange(60_000)
    width = random.randrange(frame_header.LEAST_REGION, 65536 - x)
    return _header((x, y, width, random.randrange(frame_header.LEAST_REGION, 65536 - y)))


def any_region(random: Random) -> bytes:
    x, y, width, height = (random.choice((random.randrange(65536), *EDGES)) for _ in range(4))
    return _header((x, y, width, height))


def noise(random: Random) -> bytes:
    return bytes([random.choice((wire.VERSION, 0, 2, 255))]) + random.randbytes(21)


def short(random: Random) -> bytes:
    return _header(frame_header.WHOLE_PICTURE)[: random.randrange(22)]


def odd_numbers(random: Random) -> bytes:
    """Take numbers and times from the ends of what fits into the header."""
    seq = random.choice((0, 1, 2**31, 2**32 - 1))
    at = random.choice((0, 1, NOW, 2**53, 2**63, 2**64 - 1))
    return frame_header.HEADER.pack(1, random.randrange(256), *frame_header.WHOLE_PICTURE, seq, at)


HEADERS: dict[str, Callable[[Random], bytes]] = {
    form.__name__: form for form in (whole, region, any_region, noise, short, odd_numbers)
}
