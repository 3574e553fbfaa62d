"""Whoever floods is shut out; what others feel of it is measured by `test_s06_felt_floods` (S6)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from urllib.error import HTTPError

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from consult.live import wire
from consult.live.shut_out import SHUT_OUT_S
from consult.live.socket_limits import SocketLimit
from tests.camera import Call, jpeg, message, received, socket
from tests.service import RunningService, wait_until
from tests.trust.flooder import FLOOD, HURRY_S


def flooded(connection: ClientConnection, say: Callable[[int], Any]) -> int | None:
    """Send a thousand messages as fast as they go; return the code that closed the socket."""
    connection.close_timeout = HURRY_S
    try:
        for number in range(1, FLOOD + 1):
            connection.send(say(number))
        while True:
            connection.recv(timeout=10)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


@pytest.mark.parametrize("kind", ["frames", "words", "no frames"])
def test_a_camera_that_floods_is_closed(call: Call, kind: str) -> None:
    picture = jpeg()
    says: dict[str, Callable[[int], Any]] = {
        "frames": lambda number: message(number, picture),
        "words": lambda number: "hello",
        "no frames": lambda number: b"short",
    }
    with socket(call.service, call.camera_ticket()) as camera:
        received(camera, "policy")
        assert flooded(camera, says[kind]) == wire.TOO_FAST


def test_who_flooded_is_shut_out_for_a_while(call: Call) -> None:
    kept = call.camera_ticket()
    with socket(call.service, call.camera_ticket()) as camera:
        received(camera, "policy")
        assert flooded(camera, lambda number: "hello") == wire.TOO_FAST
    with pytest.raises(HTTPError, match="429") as refused:
        call.camera_ticket()
    refused.value.close()
    wait = int(refused.value.headers["Retry-After"])
    assert 1 <= wait <= SHUT_OUT_S
    with socket(call.service, kept) as camera:
        assert received(camera, "closed")["code"] == wire.TOO_FAST
    # Nobody else is, nor is the call of the one who flooded with pictures.
    with socket(call.service, call.dashboard_ticket()) as dashboard:
        received(dashboard, "call")
    with socket(call.service, call.erin.call("POST", f"{call.participation}call/tickets/")) as side:
        received(side, "ready")
    time.sleep(wait)
    with socket(call.service, call.camera_ticket()) as camera:
        received(camera, "policy")


def test_a_dashboard_that_talks_is_closed(call: Call) -> None:
    with socket(call.service, call.dashboard_ticket()) as dashboard:
        assert flooded(dashboard, lambda number: "hello") == wire.TOO_FAST


def test_a_call_that_floods_is_closed(call: Call) -> None:
    ticket = call.erin.call("POST", f"{call.participation}call/tickets/")
    with socket(call.service, ticket) as side:
        received(side, "ready")
        assert flooded(side, lambda number: "{}") == wire.TOO_FAST


def test_one_person_holds_so_many_sockets_and_no_more(call: Call) -> None:
    with ExitStack() as stack:
        held = [
            stack.enter_context(socket(call.service, call.dashboard_ticket())) for _ in range(20)
        ]
        for dashboard in held:
            received(dashboard, "call")
        with socket(call.service, call.dashboard_ticket()) as one_more:
            assert received(one_more, "closed")["code"] == wire.TOO_MANY
        # Another person is not counted with her.
        with socket(call.service, call.camera_ticket()) as camera:
            received(camera, "policy")
        held[0].close()
        wait_until(lambda: _lets_in(call))


def _lets_in(call: Call) -> bool:
    with socket(call.service, call.dashboard_ticket()) as dashboard:
        return bool(json.loads(dashboard.recv(timeout=10))["type"] == "call")


def test_a_browser_asks_for_so_many_tickets_a_minute(service: RunningService) -> None:
    call = Call(service)
    for _time in range(120):
        call.camera_ticket()
    with pytest.raises(HTTPError, match="429"):
        call.camera_ticket()
    call.dashboard_ticket()  # Alice's browser is another one.
    call.end()


async def test_one_process_holds_so_many_sockets_in_all() -> None:
    inside: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        inside.append(scope["place"])
        if len(inside) < 3:
            await places(scope, receive, send)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    said: list[Any] = []

    async def send(answer: Any) -> None:
        said.append(answer)

    places = SocketLimit(app, most=2, most_of_one=9)
    await places({"type": "websocket"}, receive, send)
    assert (len(inside), said) == (2, [{"type": "websocket.close", "code": 1013}])
    assert places.open == 0
