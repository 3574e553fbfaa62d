"""A worker with a small fake analyzer, and sockets opened with real tickets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from channels.layers import channel_layers, get_channel_layer
from channels.testing import WebsocketCommunicator
from channels.worker import Worker
from django.conf import settings

from analyzer.results import Analysis, Box, Expression, Face
from consult.asgi import application
from consult.clock import now_ms
from consult.consultations.models import Consultation, Participant, Stream
from consult.live import frames, tickets, wire
from consult.live.hub import hub
from tests import cast
from tests.consult.live.steps import PATIENCE_S, ended

ORIGIN = settings.ALLOWED_ORIGINS[0]


class ToldAnalyzer:
    """Says what the frame's bytes say: b"happy", b"empty", or rejects them."""

    model_version = "told-1"

    def analyze(self, pictures: Sequence[bytes]) -> list[Analysis]:
        return [self._one(picture) for picture in pictures]

    def _one(self, picture: bytes) -> Analysis:
        if picture == b"empty":
            return Analysis("no_face")
        if picture != b"happy":
            return Analysis("rejected", "not_a_jpeg")
        face = Face(Box(0.25, 0.25, 0.5, 0.5), 0.9)
        return Analysis("reading", "", face, Expression((0.0, 0.0, 0.0, 0.9, 0.0, 0.0, 0.1)), 1)


@pytest.fixture
def erin(opened: Consultation) -> Participant:
    return cast.client_of(opened)


@pytest.fixture
async def worker(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """An analysis worker over the real Valkey, beside the test in its event loop."""
    monkeypatch.setattr(frames, "_analyzer", ToldAnalyzer())
    # Layers of this test's own event loop: channels_redis keeps a lock for good whose waiter was
    # cancelled, and it belongs to the loop in which that was.
    monkeypatch.setattr(channel_layers, "backends", {})
    layer = get_channel_layer("frames")
    await layer.flush()
    # Its listener, not `handle`: that one waits for listeners it would leave running.
    running = asyncio.create_task(Worker(application, ["frames"], layer).listener("frames"))
    yield
    listener = hub().listener
    await ended(running, *([listener] if listener else []))


def communicator(
    path: str, ticket: str | None = None, origin: str | None = ORIGIN
) -> WebsocketCommunicator:
    """Return a socket that is not connected yet."""
    offered = [wire.PROTOCOL] + ([f"ticket.{ticket}"] if ticket else [])
    headers = [(b"origin", origin.encode())] if origin else []
    return WebsocketCommunicator(application, path, headers=headers, subprotocols=offered)


async def open_camera(participant: str) -> WebsocketCommunicator:
    """Return a connected camera socket of a participant."""
    ticket = tickets.issue("camera", participant=participant)["ticket"]
    socket = communicator("/ws/camera/", ticket)
    await socket.connect(PATIENCE_S)
    return socket


async def camera_of(participant: Participant) -> WebsocketCommunicator:
    """Return a participant's camera socket that was let in."""
    socket = await open_camera(str(participant.pk))
    await say_hello(socket)
    return socket


async def heard(socket: WebsocketCommunicator) -> dict[str, Any]:
    """Return the next message."""
    return dict(await socket.receive_json_from(PATIENCE_S))


async def say_hello(socket: WebsocketCommunicator) -> None:
    """Take the policy message off a camera socket that was let in."""
    assert (await heard(socket))["type"] == "policy"


async def leave(socket: WebsocketCommunicator) -> None:
    """Close a socket from the browser's side and wait until it has settled.

    The communicator's own second is less than settling takes on a busy machine; when it is over,
    the consumer is cancelled without a word.
    """
    await socket.disconnect(timeout=PATIENCE_S)


async def answer_to(socket: WebsocketCommunicator, message: bytes) -> dict[str, Any]:
    """Send a message and return the next one."""
    await socket.send_to(bytes_data=message)
    return await heard(socket)


async def closing(socket: WebsocketCommunicator) -> tuple[str, int]:
    """Return the reason the server gave and the close code."""
    said = await heard(socket)
    closed = await socket.receive_output(PATIENCE_S)
    await leave(socket)
    return said["reason"], closed["code"]


def frame(seq: int, picture: bytes = b"happy") -> bytes:
    """Return a frame message with told content."""
    return wire.pack_frame(wire.FrameHeader(0, wire.WHOLE_PICTURE, seq, now_ms()), picture)


def message_of(stream: Stream, seq: int, picture: bytes = b"happy") -> dict[str, Any]:
    """Return a frame as it travels from a hub to a worker; two a second, the first one now."""
    at = now_ms() + 500 * (seq - 1)
    return {
        "stream": stream.pk.hex,
        "participant": stream.participant_id.hex,
        "consultation": stream.consultation_id.hex,
        "seq": seq,
        "captured_at": at,
        "received_at": at,
        "region": list(wire.WHOLE_PICTURE),
        "jpeg": picture,
        "counters": {"received": seq, "rejected": {}, "dropped": {}},
    }
