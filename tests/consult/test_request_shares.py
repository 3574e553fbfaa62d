"""One person holds a share of the places at most: others are served, however slow their answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpResponse
from django.urls import path

from consult import client_identity as kept
from consult import request_bodies, request_places
from consult.accounts.models import User
from consult.client_identity import ClientIdentity, Requester
from consult.request_places import RequestPlaces
from tests.consult.live.sockets import browser_of
from tests.consult.requesters import Asked, Slow, settled

MOST = 8
COOKIE = "sessionid"


async def test_one_person_leaves_places_to_others() -> None:
    slow = Slow()
    gate = RequestPlaces(slow, MOST)
    greedy = [Asked(gate, address="192.0.2.1") for _ in range(100)]
    await settled()
    assert slow.inside == request_places.share_of(MOST) == 2
    others = [Asked(gate) for _ in range(MOST - 2)]
    await settled()
    assert slow.inside == MOST, "each of the others came in"
    slow.go.set()
    assert [await one.status() for one in others] == [200] * (MOST - 2)
    # Of hers the share was answered, and a queue as much longer as the queue before all places.
    statuses = [await one.status() for one in greedy]
    assert (statuses.count(200), statuses.count(503)) == (2 * 5, 90)
    assert len(gate.places) == 0, "nobody is remembered who asks for nothing"


async def test_whoever_gives_up_waiting_leaves_nothing_behind() -> None:
    slow = Slow()
    gate = RequestPlaces(slow, MOST)
    asked = [Asked(gate, address="192.0.2.1") for _ in range(5)]
    await settled()
    for one in asked:
        one.task.cancel()
    await settled()
    assert (len(gate.places), gate.places.all._free._value) == (0, MOST)


@pytest.mark.parametrize("size", [20, 5], ids=["large", "small"])
async def test_bodies_that_one_person_holds_back_leave_room_for_others(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    for name, most in (("BODIES_BYTES", 400), ("OWN_BYTES", 100), ("SMALL_BYTES", 10)):
        monkeypatch.setattr(request_bodies, name, most)
    slow = Slow()
    slow.go.set()
    gate = RequestPlaces(slow, MOST)
    greedy = [Asked(gate, body=(), address="192.0.2.1") for _ in range(200)]
    for one in greedy:
        one.send(b"x" * size, more=True)
    await settled()
    assert gate.bodies.held == (100 if size == 20 else 200), "hers, twice as much in small ones"
    assert sum(one.task.done() for one in greedy) == 200 - gate.bodies.held // size
    for length in (0, 5, 50):
        assert await Asked(gate, body=(b"x" * length,)).status() == 200
    for one in greedy:
        one.task.cancel()
    await settled()
    assert not gate.bodies.held_by, "nobody is remembered who holds nothing"


async def test_who_brings_no_body_is_let_in_however_many_are_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(request_bodies, "BODIES_BYTES", 100)
    slow = Slow()
    slow.go.set()
    gate = RequestPlaces(slow, MOST)
    gate.bodies.held = 300
    assert await Asked(gate, body=(b"x",)).status() == 503
    assert await Asked(gate).status() == 200


def whose(identity: ClientIdentity, address: str, *headers: tuple[bytes, bytes]) -> str:
    return identity.whose({"client": (address, 1), "headers": headers})


def test_a_cookie_that_nobody_has_seen_is_no_person() -> None:
    identity = ClientIdentity(COOKIE)
    made_up = [(b"cookie", b"sessionid=invented")]
    assert whose(identity, "192.0.2.1", *made_up) == whose(identity, "192.0.2.1") == "192.0.2.1"
    requester = Requester()
    identity.remember({"headers": made_up}, requester)
    assert whose(identity, "192.0.2.1", *made_up) == "192.0.2.1", "Django found no account, either"


def test_an_account_is_one_person_wherever_it_is_signed_in() -> None:
    identity, requester = ClientIdentity(COOKIE), Requester()
    requester.account = 7
    for cookie in (b"sessionid=one", b"sessionid=two"):
        identity.remember({"headers": [(b"cookie", cookie)]}, requester)
    assert whose(identity, "192.0.2.1", (b"cookie", b"sessionid=one")) == "user.7"
    assert whose(identity, "192.0.2.9", (b"cookie", b"a=b; sessionid=two")) == "user.7"


def test_so_many_browsers_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "KEPT", 2)
    identity, requester = ClientIdentity(COOKIE), Requester()
    requester.account = 7
    for number in range(3):
        identity.remember({"headers": [(b"cookie", b"sessionid=%d" % number)]}, requester)
    known = [whose(identity, "::1", (b"cookie", b"sessionid=%d" % number)) for number in range(3)]
    assert known == ["::/64", "user.7", "user.7"]


@pytest.mark.parametrize(
    ("address", "forwarded", "proxies", "person"),
    [
        ("192.0.2.1", b"198.51.100.7", 0, "192.0.2.1"),
        ("192.0.2.1", b"203.0.113.9, 198.51.100.7", 1, "198.51.100.7"),
        ("192.0.2.1", b"nonsense", 1, "192.0.2.1"),
        ("192.0.2.1", b"", 1, "192.0.2.1"),
        ("2001:db8::1", b"", 0, "2001:db8::/64"),
        ("2001:db8::ffff:1", b"", 0, "2001:db8::/64"),
    ],
)
def test_a_stranger_is_an_address_that_our_proxies_saw(
    address: str, forwarded: bytes, proxies: int, person: str
) -> None:
    assert (
        whose(ClientIdentity(COOKIE, proxies), address, (b"x-forwarded-for", forwarded)) == person
    )


def test_who_has_no_cookie_is_nobody_that_was_seen() -> None:
    identity, requester = ClientIdentity(COOKIE), Requester()
    requester.account = 7
    for header in (b"\xff=;;==", b"sessionid", b"sessionid="):
        identity.remember({"headers": [(b"cookie", header)]}, requester)
        assert whose(identity, "192.0.2.1", (b"cookie", header)) == "192.0.2.1"
    assert whose(identity, "192.0.2.1") == "192.0.2.1"


# --- With Django behind it -----------------------------------------------------------------------
urlpatterns = [path("page/", lambda request: HttpResponse("page"))]


@pytest.fixture
def alices_cookie(alice: User) -> bytes:
    return f"{COOKIE}={browser_of(alice).cookies[COOKIE].value}".encode()


@pytest.mark.django_db(transaction=True)
async def test_django_tells_whose_a_browser_is(
    alice: User, alices_cookie: bytes, settings: Any
) -> None:
    settings.ROOT_URLCONF = __name__
    identity = ClientIdentity(COOKIE)
    gate = RequestPlaces(ASGIHandler(), MOST, identity=identity)
    headers = [(b"cookie", alices_cookie), (b"host", b"localhost")]
    assert await Asked(gate, "/page/", headers=headers).status() == 200
    assert whose(identity, "192.0.2.1", (b"cookie", alices_cookie)) == f"user.{alice.pk}"
