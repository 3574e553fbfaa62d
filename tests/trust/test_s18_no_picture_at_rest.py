"""After a run there is no picture on any disk, in any table and in no log (S18)."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any, Final

import pytest
from redis import Redis

from tests.camera import Call, jpeg, message, received, socket
from tests.service import RunningService, wait_until
from tests.valkey import values

JPEG: Final = re.compile(rb"\xff\xd8\xff[\xc0-\xfe]")
"""How a JPEG begins: FFD8FF, and the second half of the marker that follows."""
IN_TEXT: Final = re.compile(
    rb"/9j/4[A-Z]|ffd8ffe[0-9a-f]|\\xff\\xd8\\xff|\\u00ff\\u00d8", re.IGNORECASE
)
"""The same in base64, in hexadecimal, and as Python and JSON write bytes."""
FRAMES: Final = 8


def pieces(picture: bytes) -> list[bytes]:
    """Return parts of a picture's own data, as they are and as texts would hold them."""
    middle = picture[len(picture) // 2 :][:48]
    return [middle[:16], middle.hex()[:32].encode(), base64.b64encode(middle)[:32]]


def traces(content: bytes, picture: bytes) -> list[bytes]:
    """Return what of a picture, or of any JPEG, is found."""
    found = [*JPEG.findall(content), *IN_TEXT.findall(content)]
    return found + [piece for piece in pieces(picture) if piece in content]


@pytest.fixture
def filmed(service: RunningService) -> bytes:
    """The picture of a consultation that was filmed, refused, reported and ended."""
    picture = jpeg()
    call = Call(service)
    with socket(service, call.camera_ticket()) as camera:
        received(camera, "policy")
        for seq in range(1, FRAMES + 1):
            # A whole one, one cut off, and one in a text: no answer and no error keeps it.
            camera.send(message(seq, picture if seq % 3 else picture[: len(picture) // 2]))
            received(camera, "answer")
        camera.send(base64.b64encode(picture).decode()[:50_000])
        received(camera, "answer")
    assert call.readings()
    call.end()
    assert wait_until(lambda: call.report()["state"] == "ready", within=60)
    return picture


def test_nothing_on_disk_holds_a_picture(service: RunningService, filmed: bytes) -> None:
    files = [path for path in service.folder.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    # The database with what waits to be written into it, and every process's log.
    assert {"consult.sqlite3", "web_0.log", "analyzer_0.log", "reports_0.log"} <= names
    assert {path: found for path in files if (found := traces(path.read_bytes(), filmed))} == {}
    assert not [name for name in names if name.endswith((".rdb", ".aof"))]


def test_valkey_holds_no_picture_and_writes_no_dump(service: RunningService, filmed: bytes) -> None:
    address = (service.folder / "run" / "redis-url").read_text(encoding="utf-8").strip()
    with Redis.from_url(address) as store:
        # What waits for a worker expires within seconds; by now each has taken its frames.
        wait_until(lambda: not store.keys("frames*frames*"), within=20)
        kept = everything(store)
        settings = store.config_get("save") | store.config_get("appendonly")
        # The control: a picture between what repeats itself, which a dump would have compressed.
        store.set("control", bytes(5000) + filmed + bytes(5000), ex=60)
        control = everything(store)
        store.delete("control")
    assert kept
    found = {key: traces(value, filmed) for key, value in kept.items()}
    assert {key: trace for key, trace in found.items() if trace} == {}
    assert traces(control[b"control"], filmed)
    assert settings == {"save": "", "appendonly": "no"}


def everything(store: Any) -> dict[bytes, bytes]:
    """Return what stands under each key, as it is."""
    return {key: key + b" " + b"\n".join(values(store, key)) for key in store.scan_iter()}


def test_a_picture_would_be_found(tmp_path: Path) -> None:
    """The negative control: in a file as it is, within other bytes, in base64 and in JSON."""
    picture = jpeg()
    kept = [
        picture,
        b"header" + picture + b"trailer",
        base64.b64encode(picture),
        picture.hex().encode(),
        repr(picture).encode(),
        picture[len(picture) // 2 :],
    ]
    assert all(traces(content, picture) for content in kept)
    assert traces(b"no picture", picture) == []
