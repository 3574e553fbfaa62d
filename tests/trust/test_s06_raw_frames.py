"""What a client may do without sending a message or a whole request has an end, too (S6)."""

from __future__ import annotations

import base64
import contextlib
import secrets
import socket as sockets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest

from consult.live import wire
from tests.camera import Call, received, socket, until_read
from tests.service import RunningService
from tests.trust.memory import grows_at_most

CONTINUATION, TEXT, PING, PONG = 0x0, 0x1, 0x9, 0xA
UNFINISHED: Final = "GET / HTTP/1.1\r\nHost: localhost\r\nX: "
FLOOD: Final = 200_000
"""Frames: 26 MB of pings, whose answers would lie in the service's memory."""


def frame(kind: int, content: bytes = b"", *, last: bool = True) -> bytes:
    """Return one frame as a client sends it, masked with zeros."""
    return bytes([0x80 * last | kind, 0x80 | len(content)]) + bytes(4) + content


@contextmanager
def raw_camera(call: Call) -> Iterator[sockets.socket]:
    """Give the bare connection of a camera's socket that was let in."""
    ticket, service = call.camera_ticket(), call.service
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    host = service.url.removeprefix("http://")
    head = (
        f"GET {ticket['path']} HTTP/1.1\r\nHost: {host}\r\nOrigin: {service.url}\r\n"
        f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Protocol: {wire.PROTOCOL},"
        f" {wire.TICKET_PREFIX}{ticket['ticket']}\r\n\r\n"
    )
    name, port = host.split(":")
    with sockets.create_connection((name, int(port)), timeout=30) as line:
        line.sendall(head.encode())
        while b"policy" not in line.recv(4096):
            pass
        yield line


def is_cut_off(line: sockets.socket, flood: bytes) -> bool:
    """Send a flood and read nothing; tell whether the other end has had enough."""
    try:
        line.sendall(flood)
        while line.recv(65536):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize(
    ("first", "unit"),
    [
        (b"", frame(PING, b"x" * 125)),
        (b"", frame(PONG)),
        (frame(TEXT, b"a", last=False), frame(CONTINUATION, last=False)),
    ],
    ids=["pings", "pongs", "empty pieces"],
)
def test_a_flood_of_frames_that_are_no_messages_is_cut_off(
    call: Call, service: RunningService, first: bytes, unit: bytes
) -> None:
    [web] = service.processes("consult.asgi")
    with raw_camera(call) as line, grows_at_most(web, mib=10):
        assert is_cut_off(line, first + unit * FLOOD)
    with socket(service, call.camera_ticket()) as camera:
        received(camera, "policy")
        until_read(camera)


def test_a_ping_now_and_then_is_answered(call: Call) -> None:
    with raw_camera(call) as line:
        line.sendall(frame(PING, b"are you there"))
        assert b"are you there" in line.recv(4096)


def test_a_request_that_never_ends_its_head_is_given_up(service: RunningService) -> None:
    """Nothing, half of a head, and half of a connection's second one; side by side they wait."""
    with contextlib.ExitStack() as lines:
        first = [lines.enter_context(connected(service, sent)) for sent in ("", UNFINISHED)]
        whole = f"GET /healthz/ HTTP/1.1\r\nHost: localhost:{service.port}\r\n\r\n"
        second = lines.enter_context(connected(service, whole))
        answer = b""
        # Head and body come in as many pieces as the network likes.
        while b"alive" not in answer:
            piece = second.recv(4096)
            assert piece, answer
            answer += piece
        second.sendall(b"GET /heal")
        assert [line.recv(4096) for line in first] == [b"", b""]
        with contextlib.suppress(ConnectionError):
            assert second.recv(4096) == b""


@contextmanager
def connected(service: RunningService, sent: str) -> Iterator[sockets.socket]:
    """Give a bare connection on which something was sent."""
    with sockets.create_connection(("localhost", service.port), timeout=60) as line:
        line.sendall(sent.encode())
        yield line
