"""Whoever may not stay is out within two seconds, whatever ends the right (S3)."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Final

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from consult.live import wire
from tests.camera import Call, received, socket
from tests.service import Browser, RunningService

WITHIN_S: Final = 2.0
TICK_S: Final = 0.1
SESSIONS = "/_allauth/browser/v1/auth/session"


def withdraws(call: Call) -> None:
    answer = {"decision": "withdrawn", "language": "en", "text_hash": "", "erase": False}
    call.erin.call("POST", f"{call.participation}consent/", answer)


def ends(call: Call) -> None:
    call.end()


def signs_out(call: Call) -> None:
    # allauth answers a sign-out with 401: nobody is signed in any more.
    with pytest.raises(OSError, match="401"):
        call.alice.call("DELETE", SESSIONS)


def is_signed_out_from_another_browser(call: Call) -> None:
    other = Browser(call.service)
    other.sign_in()
    listed = other.call("GET", "/_allauth/browser/v1/auth/sessions")["data"]
    ids = [one["id"] for one in listed if not one["is_current"]]
    other.call("DELETE", "/_allauth/browser/v1/auth/sessions", {"sessions": ids})


def is_disabled(call: Call) -> None:
    members = administrator(call).call("GET", "/api/v1/practice/members/")
    [alice] = [one["id"] for one in members if one["email"] == "alice@example.org"]
    administrator(call).call("PATCH", f"/api/v1/practice/members/{alice}/", {"is_active": False})


def administrator(call: Call) -> Browser:
    carol = Browser(call.service)
    carol.sign_in("carol@example.org")
    return carol


def tickets(call: Call) -> dict[str, dict[str, Any]]:
    return {
        "camera": call.camera_ticket(),
        "dashboard": call.dashboard_ticket(),
        "her call": call.alice.call("POST", f"{call.path}call/tickets/"),
        "his call": call.erin.call("POST", f"{call.participation}call/tickets/"),
    }


class Patience:
    """So many seconds, counted in tenths that were waited here.

    By the clock a machine that stood still for three seconds would have closed nothing in time.
    """

    def __init__(self, seconds: float) -> None:
        self.ticks = round(seconds / TICK_S)


def closed_with(connection: ClientConnection, patience: Patience) -> int | None:
    """Return the code with which a socket closed while there was patience; None if it is open."""
    while True:
        try:
            said = json.loads(connection.recv(timeout=TICK_S))
            assert said["type"] != "closed" or said["code"] >= 4000
        except TimeoutError:
            patience.ticks -= 1
            if patience.ticks <= 0:
                return None
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


def makes_a_new_link(call: Call) -> None:
    call.alice.call("POST", f"{call.path}invite/")


@pytest.mark.parametrize(
    ("happens", "closing"),
    [
        (withdraws, {"camera": wire.CONSENT_MISSING}),
        (
            ends,
            dict.fromkeys(("camera", "her call", "his call"), wire.CONSULTATION_OVER),
        ),
        (signs_out, dict.fromkeys(("dashboard", "her call"), wire.NOT_SIGNED_IN)),
        (
            is_signed_out_from_another_browser,
            dict.fromkeys(("dashboard", "her call"), wire.NOT_SIGNED_IN),
        ),
        (makes_a_new_link, dict.fromkeys(("camera", "his call"), wire.NOT_ALLOWED)),
        (is_disabled, dict.fromkeys(("dashboard", "her call"), wire.NOT_SIGNED_IN)),
    ],
)
def test_what_must_close_is_closed_and_nothing_else(
    service: RunningService, happens: Callable[[Call], None], closing: dict[str, int]
) -> None:
    call = Call(service)
    with ExitStack() as stack:
        sockets = {
            name: stack.enter_context(socket(service, ticket))
            for name, ticket in tickets(call).items()
        }
        for name, first in (("camera", "policy"), ("dashboard", "call")):
            received(sockets[name], first)
        for name in ("her call", "his call"):
            received(sockets[name], "ready")
        happens(call)
        together = Patience(WITHIN_S)
        codes = {name: closed_with(sockets[name], together) for name in closing}
        open_still = {
            name: closed_with(one, Patience(0.2))
            for name, one in sockets.items()
            if name not in closing
        }
    assert codes == closing
    # At the end the dashboard stays, for the report; it is told nothing more of a person.
    assert set(open_still.values()) == {None}
    put_right(call)


def put_right(call: Call) -> None:
    """Let Alice in again, and end what is open, for the next test."""
    carol = administrator(call)
    for member in carol.call("GET", "/api/v1/practice/members/"):
        if not member["is_active"]:
            path = f"/api/v1/practice/members/{member['id']}/"
            carol.call("PATCH", path, {"is_active": True})
    alice = Browser(call.service)
    alice.sign_in()
    if alice.call("GET", call.path)["state"] == "open":
        alice.call("POST", f"{call.path}end/")
