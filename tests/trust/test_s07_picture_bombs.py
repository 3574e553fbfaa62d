"""Pictures made to burst a decoder are refused by their header, and cost no memory (S7).

Sent as frames to the running service: what is measured is the peak of the worker that would have
decoded them.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

from consult.live import wire
from tests.camera import Call, jpeg, message, received, socket
from tests.trust.memory import grows_at_most

PROMISED_MIB = 50


def png(side: int) -> bytes:
    """Return a black PNG of one bit a pixel: 20,000² of them are 50 MB packed into 48 KB."""
    lines = zlib.compress(bytes((side // 8 + 1) * side), 9)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", lines), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def claiming(width: int, height: int) -> bytes:
    """Return a good JPEG that says it is of another size."""
    good = jpeg()
    at = good.index(b"\xff\xc0") + 5
    return good[:at] + struct.pack(">HH", height, width) + good[at + 4 :]


def gif(side: int) -> bytes:
    """Return a GIF that says it is so large."""
    screen = struct.pack("<HHBBB", side, side, 0x80, 0, 0) + bytes(6)
    image = struct.pack("<BHHHHB", 0x2C, 0, 0, side, side, 0)
    return b"GIF89a" + screen + image + b"\x02\x02\x44\x01\x00\x3b"


def with_an_archive_behind() -> bytes:
    """Return a JPEG that is a zip archive, too."""
    archive = BytesIO()
    with ZipFile(archive, "w") as into:
        into.writestr("page.html", "<script>alert(1)</script>")
    return jpeg() + archive.getvalue()


def of_many_scans() -> bytes:
    """Return a progressive JPEG, of which each scan costs a walk over the whole picture."""
    return claiming(4000, 4000).replace(b"\xff\xc0", b"\xff\xc2", 1)


BOMBS = {
    "a PNG of 20,000²": (png(20_000), "not_a_jpeg"),
    "a JPEG that claims 65,500²": (claiming(65_500, 65_500), "too_many_pixels"),
    "a JPEG that claims 20,000²": (claiming(20_000, 20_000), "too_many_pixels"),
    "a JPEG of many scans": (of_many_scans(), "unsupported_jpeg"),
    "a GIF of 65,535²": (gif(65_535), "not_a_jpeg"),
    "a PNG behind a JPEG's first bytes": (b"\xff\xd8\xff" + png(20_000), "damaged"),
    "a JPEG with an archive behind it": (with_an_archive_behind(), "damaged"),
    "a JPEG with a PNG behind it": (jpeg()[:2000] + png(16_000), "unsupported_jpeg"),
    "a page that begins as a JPEG": (b"\xff\xd8\xff<html><script>", "truncated"),
}


def answer_to(call: Call, picture: bytes) -> str:
    """Return what becomes of a picture that comes as the first frame of a camera."""
    with socket(call.service, call.camera_ticket()) as camera:
        received(camera, "policy")
        camera.send(message(1, picture))
        answer = received(camera, "answer")
    return f"{answer['status']}: {answer.get('reason', '')}"


def test_every_bomb_is_refused_and_costs_no_memory(call: Call) -> None:
    [worker] = call.service.processes("runworker")
    assert all(len(bomb) < wire.MAX_MESSAGE_BYTES - 22 for bomb, _ in BOMBS.values())
    assert answer_to(call, jpeg()) == "reading: "
    with grows_at_most(worker, PROMISED_MIB):
        answers = {name: answer_to(call, bomb) for name, (bomb, _) in BOMBS.items()}
    assert answers == {name: f"rejected: {reason}" for name, (_, reason) in BOMBS.items()}
    assert answer_to(call, jpeg()) == "reading: "
