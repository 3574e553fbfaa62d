"""The call's socket: who is let in, what it carries, and how each end comes."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from channels.db import database_sync_to_async
from channels.layers import channel_layers, get_channel_layer
from channels.testing import WebsocketCommunicator
from django.db import DatabaseError, InterfaceError
from django.test import Client

from consult.accounts.models import User
from consult.consultations.models import Consultation, Participant
from consult.consultations.services import participation, scheduling
from consult.live import call, callers, wire
from consult.live.bucket import Bucket
from tests.consult.live.callers import (
    ALICES,
    ERINS,
    alices_socket,
    both,
    call_socket,
    erins_socket,
    join,
    offer,
    reply_to,
)
from tests.consult.live.sockets import browser_of, closing, communicator, heard, leave, next_of
from tests.consult.live.steps import PATIENCE_S

pytestmark = pytest.mark.django_db(transaction=True)

in_database = database_sync_to_async


@pytest.fixture(autouse=True)
async def layer(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Layers of this test's own event loop, with nothing left in them."""
    monkeypatch.setattr(channel_layers, "backends", {})
    await get_channel_layer().flush()
    yield
    await get_channel_layer().flush()


async def part(*sockets: WebsocketCommunicator) -> None:
    for socket in sockets:
        await leave(socket)


async def test_one_side_gives_way_and_the_other_does_not(
    alice: User, erin: Participant, alices_browser: Client
) -> None:
    hers = await alices_socket(alice, erin.consultation, alices_browser)
    erins = await erins_socket(erin)
    assert (await join(hers, ALICES))["polite"] is False
    assert (await join(erins, ERINS))["polite"] is True
    await part(hers, erins)


async def test_a_signal_reaches_the_other_side_as_it_was(
    alice: User, erin: Participant, alices_browser: Client
) -> None:
    hers, erins = await both(alice, erin, alices_browser)
    await hers.send_json_to(offer())
    assert await next_of(erins, "signal") == offer()
    await part(hers, erins)


@pytest.mark.parametrize("error", [DatabaseError, InterfaceError])
async def test_two_people_go_on_talking_while_the_database_is_away(
    alice: User,
    erin: Participant,
    alices_browser: Client,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
) -> None:
    def away(claims: object) -> None:
        raise error

    hers, erins = await both(alice, erin, alices_browser)
    monkeypatch.setattr(call, "ASK_EVERY_S", 0.0)
    monkeypatch.setattr(callers, "admit_caller", away)
    await hers.send_json_to(offer())
    assert await next_of(erins, "signal") == offer()
    await part(hers, erins)


async def test_what_a_page_invents_beside_the_known_fields_is_left_out(
    alice: User, erin: Participant, alices_browser: Client
) -> None:
    hers, erins = await both(alice, erin, alices_browser)
    await hers.send_json_to({**offer(), "extra": "x" * 100})
    assert await next_of(erins, "signal") == offer()
    await part(hers, erins)


@pytest.mark.parametrize("stale", [{"to": "f" * 32}, {"sender": "f" * 32}])
async def test_a_signal_of_or_for_a_page_that_is_gone_goes_nowhere(
    alice: User, erin: Participant, alices_browser: Client, stale: dict[str, str]
) -> None:
    hers, erins = await both(alice, erin, alices_browser)
    await hers.send_json_to({**offer(), **stale})
    await hers.send_json_to({"type": "media", "audio": True, "video": False, "screen": False})
    assert (await heard(erins))["type"] == "media"
    await part(hers, erins)


async def test_who_leaves_and_who_is_lost_are_told_apart(
    alice: User, erin: Participant, alices_browser: Client
) -> None:
    hers, erins = await both(alice, erin, alices_browser)
    await erins.send_json_to({"type": "leave"})
    assert (await next_of(hers, "peer"))["state"] == "left"
    await erins.send_json_to({"type": "join", "peer": ERINS})
    assert (await next_of(hers, "peer"))["state"] == "here"
    await leave(erins)
    assert (await next_of(hers, "peer"))["state"] == "lost"
    await leave(hers)


async def test_a_newer_page_takes_the_place_and_meets_the_other_side(
    alice: User, erin: Participant, alices_browser: Client
) -> None:
    hers, erins = await both(alice, erin, alices_browser)
    newer = await erins_socket(erin)
    await join(newer, "f" * 32)
    assert (await next_of(newer, "peer"))["peer"] == ALICES
    assert (await next_of(erins, "closed"))["code"] == wire.TAKEN_OVER
    assert (await next_of(hers, "peer"))["peer"] == "f" * 32
    await leave(erins)
    await hers.send_json_to(offer(to="f" * 32))
    assert (await next_of(newer, "signal"))["to"] == "f" * 32
    await part(newer, hers)


async def test_a_lost_hint_is_healed_by_the_clock(
    alice: User, erin: Participant, alices_browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call, "LOOK_EVERY_S", 0.05)
    hers = await alices_socket(alice, erin.consultation, alices_browser)
    await join(hers, ALICES)
    monkeypatch.setattr(call.CallConsumer, "_announce", nothing)
    erins = await erins_socket(erin)
    await join(erins, ERINS)
    monkeypatch.undo()
    monkeypatch.setattr(call, "LOOK_EVERY_S", 0.05)
    assert (await next_of(hers, "peer"))["state"] == "here"
    assert (await next_of(erins, "peer"))["state"] == "here"
    await part(hers, erins)


async def test_a_long_call_gets_servers_with_a_fresh_password(
    erin: Participant, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(call, "LOOK_EVERY_S", 0.05)
    settings.TURN_URL, settings.TURN_SECRET = ["turn:turn.example.org"], "secret"
    settings.TURN_LIFETIME_S = 3
    erins = await erins_socket(erin)
    ready = await join(erins, ERINS)
    fresh = await next_of(erins, "ice")
    ends = [int(one["ice"][-1]["username"].partition(":")[0]) for one in (ready, fresh)]
    assert ends[0] < ends[1]
    assert fresh["ice"][-1]["credential"] != ready["ice"][-1]["credential"]
    await part(erins)


async def nothing(consumer: object) -> None:
    """Lose the hint."""


async def test_a_refusal_or_withdrawal_changes_nothing_in_the_call(
    alice: User, erin: Participant, alices_browser: Client
) -> None:
    hers, erins = await both(alice, erin, alices_browser)
    await in_database(participation.decide)(erin, decision="withdrawn", language="en")
    await erins.send_json_to(offer(ERINS, ALICES))
    assert (await next_of(hers, "signal"))["sender"] == ERINS
    again = await erins_socket(erin)
    assert (await heard(again))["type"] == "ready"
    await part(hers, erins, again)


async def test_the_end_of_the_consultation_ends_the_call_on_both_sides(
    alice: User, erin: Participant, alices_browser: Client
) -> None:
    hers, erins = await both(alice, erin, alices_browser)
    await in_database(scheduling.end_consultation)(erin.consultation)
    for socket in (hers, erins):
        assert (await next_of(socket, "closed"))["code"] == wire.CONSULTATION_OVER
        await leave(socket)


async def test_signing_out_ends_her_side_at_once(
    alice: User, erin: Participant, alices_browser: Client
) -> None:
    hers, erins = await both(alice, erin, alices_browser)
    await in_database(alices_browser.logout)()
    assert (await next_of(hers, "closed"))["code"] == wire.NOT_SIGNED_IN
    await leave(hers)
    assert (await next_of(erins, "peer"))["state"] == "lost"
    await leave(erins)


@pytest.mark.parametrize("who", ["bob", "carol", "dave"])
async def test_nobody_else_takes_part(
    request: pytest.FixtureRequest, opened: Consultation, who: str
) -> None:
    user = await in_database(request.getfixturevalue)(who)
    browser = await in_database(browser_of)(user)
    assert await closing(await alices_socket(user, opened, browser)) == (
        "not_yours",
        wire.NOT_ALLOWED,
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"call_mode": "beside"}, "call_elsewhere"), ({"state": "scheduled"}, "not_open")],
)
async def test_there_is_no_call_where_none_is_held(
    opened: Consultation, erin: Participant, change: dict[str, str], reason: str
) -> None:
    await Consultation.objects.filter(pk=opened.pk).aupdate(**change)
    assert await closing(await erins_socket(erin)) == (reason, wire.NOT_ALLOWED)


async def test_a_ticket_opens_one_socket_of_its_own_kind(erin: Participant) -> None:
    socket = communicator("/ws/call/", "never-issued")
    await socket.connect(PATIENCE_S)
    assert await closing(socket) == ("ticket", wire.NOT_SIGNED_IN)
    unknown = await call_socket(participant="00000000-0000-0000-0000-000000000000")
    assert await closing(unknown) == ("unknown", wire.NOT_ALLOWED)


async def test_a_message_out_of_place_is_refused_in_words(erin: Participant) -> None:
    socket = await erins_socket(erin)
    assert (await heard(socket))["type"] == "ready"
    assert (await reply_to(socket, offer(ERINS, ALICES)))["reason"] == "not_joined"
    assert (await reply_to(socket, {"type": "dance"}))["reason"] == "unknown_type"
    await socket.send_to(bytes_data=b"\x01")
    assert (await heard(socket))["reason"] == "not_text"
    await leave(socket)


async def test_too_much_at_once_closes_the_socket(erin: Participant) -> None:
    socket = await erins_socket(erin)
    await next_of(socket, "ready")
    await socket.send_to(text_data="x" * (wire.MAX_MESSAGE_BYTES + 1))
    assert (await next_of(socket, "closed"))["code"] == wire.TOO_LARGE
    await leave(socket)


async def test_too_many_messages_close_the_socket(
    erin: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call, "BURST", 3.0)
    monkeypatch.setattr(call, "RATE", 0.0)
    socket = await erins_socket(erin)
    await join(socket, ERINS)
    for _ in range(3):
        await socket.send_json_to({"type": "leave"})
    assert (await next_of(socket, "closed"))["code"] == wire.TOO_FAST
    await leave(socket)


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    bucket = Bucket(rate=2.0, capacity=3.0)
    assert [bucket.take(10.0) for _ in range(4)] == [True, True, True, False]
    assert [bucket.take(10.5) for _ in range(2)] == [True, False]
    assert [bucket.take(99.0) for _ in range(4)] == [True, True, True, False]


async def test_nothing_of_the_negotiation_is_logged(
    alice: User, erin: Participant, alices_browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hers, erins = await both(alice, erin, alices_browser)
    await hers.send_json_to(offer(sdp="v=0 SECRET-ADDRESS"))
    assert "SECRET-ADDRESS" in (await next_of(erins, "signal"))["description"]["sdp"]
    await hers.send_json_to({**offer(), "description": {"type": "x", "sdp": "SECRET-ADDRESS"}})
    assert (await next_of(hers, "refused"))["reason"] == "bad_description"
    await part(hers, erins)
    assert "SECRET-ADDRESS" not in caplog.text
