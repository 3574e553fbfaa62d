"""A ticket opens one socket, of its own kind, within a minute, and stands in no log (S4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, cast

import pytest
from redis import Redis

from consult.live import wire
from tests.camera import Call, received, socket
from tests.service import RunningService

LIFE_S: Final = 60


@pytest.fixture
def store(service: RunningService) -> Iterator[Redis]:
    """The service's own Valkey."""
    address = (service.folder / "run" / "redis-url").read_text(encoding="utf-8").strip()
    with Redis.from_url(address) as client:
        yield client


def kept(store: Redis) -> set[bytes]:
    """Return the keys of every ticket that nobody has used."""
    return set(cast("list[bytes]", store.keys("*:ticket:*")))


def closing_of(call: Call, ticket: dict[str, Any]) -> tuple[int, str]:
    with socket(call.service, ticket) as opened:
        closed = received(opened, "closed")
    return closed["code"], closed["reason"]


REFUSED = (wire.NOT_SIGNED_IN, "ticket")


def test_it_opens_one_socket(call: Call) -> None:
    ticket = call.camera_ticket()
    with socket(call.service, ticket) as camera:
        received(camera, "policy")
        assert closing_of(call, ticket) == REFUSED


def test_it_opens_no_socket_of_another_kind_and_is_spent_by_trying(call: Call) -> None:
    ticket = call.camera_ticket()
    assert closing_of(call, {**ticket, "path": "/ws/dashboard/"}) == REFUSED
    assert closing_of(call, ticket) == REFUSED


def test_it_lives_for_a_minute(call: Call, store: Redis) -> None:
    before = kept(store)
    ticket = call.dashboard_ticket()
    [key] = kept(store) - before
    assert ticket["ticket"].encode() not in key
    assert ticket["expires_in"] == LIFE_S
    assert 0 < store.pttl(key) <= 1000 * LIFE_S
    store.pexpire(key, 1)
    assert closing_of(call, ticket) == REFUSED


def test_it_opens_what_it_was_asked_for_and_nothing_else(call: Call) -> None:
    """Whose camera and which consultation stand in the ticket, not in what its holder sends."""
    other = Call(call.service)
    ticket = other.dashboard_ticket()
    path = f"{ticket['path']}?consultation={call.path.split('/')[-2]}"
    with socket(call.service, {**ticket, "path": path}) as dashboard:
        received(dashboard, "call")
        other.end()
        assert received(dashboard, "call")["state"] == "ended"


def test_no_ticket_is_in_a_log(call: Call) -> None:
    tickets = [call.camera_ticket(), call.dashboard_ticket(), call.camera_ticket()]
    for ticket in tickets[:2]:
        with socket(call.service, ticket):
            pass
    assert closing_of(call, {**tickets[2], "path": "/ws/call/"}) == REFUSED
    logs = sorted((call.service.folder / "log").glob("*"))
    said = "".join(log.read_text(encoding="utf-8") for log in logs)
    assert '"reason": "ticket"' in said  # The refusal is logged, and not by what it was asked.
    assert [one["ticket"] for one in tickets if one["ticket"] in said] == []
    assert all(one["ticket"] not in one["path"] for one in tickets)
