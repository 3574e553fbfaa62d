"""No message over 64 KiB is taken, nothing is inflated, and neither costs memory (S5)."""

from __future__ import annotations

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from consult.live import wire
from tests.camera import Call, message, received, socket
from tests.service import RunningService
from tests.trust.memory import grows_at_most

TOO_BIG = 1009
"""The WebSocket's own code."""


def code_after(connection: ClientConnection, data: bytes | list[bytes]) -> int:
    """Return the code with which a socket closes when it is sent this."""
    try:
        connection.send(data)
        while True:
            connection.recv(timeout=15)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0


@pytest.mark.parametrize(
    ("size", "code"),
    [(wire.MAX_MESSAGE_BYTES, wire.TOO_LARGE), (70_000, TOO_BIG), (10_000_000, TOO_BIG)],
)
def test_a_message_too_large_closes_the_socket(call: Call, size: int, code: int) -> None:
    with socket(call.service, call.camera_ticket()) as camera:
        received(camera, "policy")
        # A server that stops reading may end the line before its last word has come through.
        assert code_after(camera, message(1, bytes(size))) in (code, 0)


def test_ten_megabytes_a_time_cost_no_memory(call: Call) -> None:
    [web] = call.service.processes("consult.asgi")
    with grows_at_most(web, mib=10):
        for _time in range(10):
            with socket(call.service, call.camera_ticket()) as camera:
                received(camera, "policy")
                assert code_after(camera, message(1, bytes(10_000_000))) in (TOO_BIG, 0)


def test_many_pieces_are_one_message(call: Call) -> None:
    """Ten megabytes in pieces of ten kilobytes each, none of which is too large."""
    [web] = call.service.processes("consult.asgi")
    with grows_at_most(web, mib=10), socket(call.service, call.camera_ticket()) as camera:
        received(camera, "policy")
        pieces = [bytes(10_000)] * 1000
        assert code_after(camera, pieces) in (TOO_BIG, 0)


def test_nothing_is_inflated(service: RunningService) -> None:
    """A browser offers compression; the service does not take it up."""
    url = f"ws://localhost:{service.port}/ws/camera/"
    with connect(url, origin=Origin(service.url), compression="deflate") as opened:
        assert opened.request is not None
        assert opened.response is not None
        assert "permessage-deflate" in opened.request.headers["Sec-WebSocket-Extensions"]
        assert "Sec-WebSocket-Extensions" not in opened.response.headers
