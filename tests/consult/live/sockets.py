"""Sockets opened with real tickets, and what is said over them."""

from __future__ import annotations

from typing import Any

from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.test import Client

from consult.accounts.models import User
from consult.asgi import application
from consult.clock import now_ms
from consult.consultations.models import Consultation, Participant, Stream
from consult.live import frame_header, tickets, wire
from tests.consult.live.steps import PATIENCE_S

ORIGIN = settings.ALLOWED_ORIGINS[0]


def communicator(
    path: str, ticket: str | None = None, origin: str | None = ORIGIN
) -> WebsocketCommunicator:
    """Return a socket that is not connected yet."""
    offered = [wire.PROTOCOL] + ([f"ticket.{ticket}"] if ticket else [])
    headers = [(b"origin", origin.encode())] if origin else []
    return WebsocketCommunicator(application, path, headers=headers, subprotocols=offered)


async def open_camera(participant: str) -> WebsocketCommunicator:
    """Return a connected camera socket of a participant."""
    ticket = tickets.issue("camera", participant=participant, link=1)["ticket"]
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


def browser_of(user: User) -> Client:
    """Return a browser in which a user is signed in."""
    browser = Client()
    browser.force_login(user)
    return browser


async def watch(user: User, consultation: Consultation, browser: Client) -> WebsocketCommunicator:
    """Return a dashboard socket with a ticket of this browser."""
    claims = {
        "user": user.pk,
        "consultation": str(consultation.pk),
        "session": browser.session.session_key,
    }
    socket = communicator("/ws/dashboard/", tickets.issue("dashboard", **claims)["ticket"])
    await socket.connect(PATIENCE_S)
    return socket


async def next_of(socket: WebsocketCommunicator, kind: str) -> dict[str, Any]:
    """Return the next message of one type."""
    while True:
        message = await heard(socket)
        if message["type"] == kind:
            return message


async def watching(
    user: User, consultation: Consultation, browser: Client
) -> WebsocketCommunicator:
    """Return a dashboard that hears what happens from here on: it says the state when it does."""
    dashboard = await watch(user, consultation, browser)
    await next_of(dashboard, "call")
    return dashboard


def frame(seq: int, picture: bytes = b"happy") -> bytes:
    """Return a frame message with told content."""
    return frame_header.pack_frame(
        frame_header.FrameHeader(0, frame_header.WHOLE_PICTURE, seq, now_ms()), picture
    )


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
        "waits_since": at,
        "region": list(frame_header.WHOLE_PICTURE),
        "jpeg": picture,
        "counters": {"received": seq, "rejected": {}, "dropped": {}},
    }
