"""A socket opens only for a page of the service itself: scheme, host and port (S1)."""

from __future__ import annotations

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from consult.live import wire
from tests.service import RunningService

SOCKETS = ("/ws/camera/", "/ws/dashboard/", "/ws/call/")


def handshake(service: RunningService, path: str, origin: str | None) -> int:
    """Return the status with which a handshake is answered: 101 opens the socket."""
    try:
        with connect(
            f"ws://localhost:{service.port}{path}",
            origin=None if origin is None else Origin(origin),
            subprotocols=[Subprotocol(wire.PROTOCOL)],
        ):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


@pytest.mark.parametrize("path", SOCKETS)
def test_no_foreign_page_opens_a_socket(service: RunningService, path: str) -> None:
    foreign = [
        None,
        "null",
        "",
        "http://evil.example",
        f"https://localhost:{service.port}",
        "http://localhost",
        f"http://localhost:{service.port + 1}",
        f"http://localhost.evil.example:{service.port}",
        f"http://evil.example?localhost:{service.port}",
        f"http://localhost:{service.port}@evil.example",
    ]
    assert {origin: handshake(service, path, origin) for origin in foreign} == dict.fromkeys(
        foreign, 403
    )


@pytest.mark.parametrize("path", SOCKETS)
def test_its_own_page_does(service: RunningService, path: str) -> None:
    assert handshake(service, path, service.url) == 101


@pytest.mark.parametrize("path", ["/ws/", "/ws/camera", "/ws/camera/more/", "/ws/%ff/", "/", "/x"])
def test_a_socket_that_there_is_not_is_refused_without_a_failure(
    service: RunningService, path: str
) -> None:
    assert handshake(service, path, service.url) == 403
    assert "No route found" not in (service.folder / "log" / "web_0.log").read_text("utf-8")
