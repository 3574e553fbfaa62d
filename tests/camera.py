"""A camera and a dashboard without a browser: real sockets, real pictures."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from consult.live import frame_header, wire
from tests.browser.scenes import agreed_faces, portrait_scene, scene
from tests.service import Addressed, Browser, Served


@lru_cache
def jpeg(width: int = 320, quality: int = 70) -> bytes:
    """Return a frame as a browser sends it: a known face, 320x240, quality 70.

    Made once: it takes half a second of a core, which a camera that connects anew has not.
    """
    faces = agreed_faces(1)
    picture = scene(faces[0]) if faces else portrait_scene()
    small = cv2.resize(picture, (width, width * 3 // 4), interpolation=cv2.INTER_AREA)
    done, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return bytes(np.asarray(data).tobytes())


def message(seq: int, picture: bytes) -> bytes:
    """Return a frame message captured now."""
    now = time.time_ns() // 1_000_000
    return frame_header.pack_frame(
        frame_header.FrameHeader(0, frame_header.WHOLE_PICTURE, seq, now), picture
    )


def soon() -> str:
    """Return the moment in ten minutes, as a page that plans says it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 600))


@contextmanager
def socket(service: Addressed, ticket: dict[str, Any]) -> Iterator[ClientConnection]:
    """Open a socket with a ticket."""
    with connect(
        f"{service.url.replace('http', 'ws', 1)}{ticket['path']}",
        origin=Origin(service.url),
        subprotocols=[
            Subprotocol(wire.PROTOCOL),
            Subprotocol(f"{wire.TICKET_PREFIX}{ticket['ticket']}"),
        ],
        compression=None,
    ) as opened:
        yield opened


class Call:
    """The demo consultation with Alice's browser and Erin's, joined with consent."""

    def __init__(self, service: Served) -> None:
        self.service = service
        self.alice = Browser(service)
        self.alice.sign_in()
        self.path = f"/api/v1/consultations/{self._open_one()}/"
        self.erin = Browser(service)
        self.participation = f"/api/v1/participations/{self._join()}/"

    def _open_one(self) -> str:
        waiting = self.alice.call("GET", "/api/v1/consultations/?state=scheduled")["results"]
        found = waiting[0] if waiting else self._plan()
        return str(self.alice.call("POST", f"/api/v1/consultations/{found['id']}/open/")["id"])

    def _plan(self) -> Any:
        plan = {"client_name": "Erin", "kind": "counselling", "scheduled_at": soon()}
        return self.alice.call("POST", "/api/v1/consultations/", plan)

    def _join(self) -> str:
        link = self.alice.call("GET", self.path)["invite_url"]
        token = link.rsplit("/", 1)[1]
        shown = self.erin.call("GET", f"/api/v1/invites/{token}/")["consent"]
        answer = {
            "name": "Erin",
            "decision": "granted",
            "language": shown["language"],
            "text_hash": shown["text_hash"],
        }
        return str(self.erin.call("POST", f"/api/v1/invites/{token}/join/", answer)["id"])

    def camera_ticket(self) -> dict[str, Any]:
        """Return a ticket for Erin's camera."""
        return dict(self.erin.call("POST", f"{self.participation}tickets/"))

    def dashboard_ticket(self) -> dict[str, Any]:
        """Return a ticket for Alice's dashboard."""
        return dict(self.alice.call("POST", f"{self.path}tickets/"))

    def readings(self) -> list[dict[str, Any]]:
        """Return what is stored, as Alice's page reads it."""
        return list(self.alice.call("GET", f"{self.path}readings/")["results"])

    def streams_ended(self) -> list[bool]:
        """Return of each stream of the consultation whether it has ended."""
        streams = self.alice.call("GET", f"{self.path}readings/")["streams"]
        return [stream["ended_at"] is not None for stream in streams]

    def end(self) -> Any:
        """End the consultation."""
        return self.alice.call("POST", f"{self.path}end/")

    def report(self) -> Any:
        """Return the report's answer."""
        return self.alice.call("GET", f"{self.path}report/")


def received(connection: ClientConnection, kind: str, within: float = 15.0) -> dict[str, Any]:
    """Return the next message of one type. Raises TimeoutError."""
    deadline = time.monotonic() + within
    while True:
        got = json.loads(connection.recv(timeout=max(0.01, deadline - time.monotonic())))
        if got["type"] == kind:
            return dict(got)


def until_read(connection: ClientConnection) -> None:
    """Send frames until one is read.

    Where a machine stands still for a second a frame grows old on its way, and is let go.
    """
    for seq in range(1, 21):
        connection.send(message(seq, jpeg()))
        answer = received(connection, "answer", 30)
        if answer["status"] == "reading":
            return
        assert (answer["status"], answer["reason"]) in (("dropped", "stale"), ("dropped", "lost"))
    raise AssertionError("no frame was read")
