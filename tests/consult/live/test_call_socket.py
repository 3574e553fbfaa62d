"""The call's socket: who is let in, what it carries, and how each end comes."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.db import DatabaseError, InterfaceError
from django.test import Client

from consult.accounts.models import User
from consult.consultations.models import Participant
from consult.consultations.services import participation
from consult.live import call, call_admission, checked_socket, wire
from tests.consult.live.callers import (
    ALICES,
    ERINS,
    alices_socket,
    both,
    erins_socket,
    join,
    leave_all,
    offer,
)
from tests.consult.live.sockets import closing, heard, leave, next_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_layers"),
]

in_database = database_sync_to_async


async def test_one_side_gives_way_and_the_other_does_not(
    alice: User, erin: Participant, alices_browser: Client
) -> None:
    hers = await alices_socket(alice, erin.consultation, alices_browser)
    erins = await erins_socket(erin)
    assert (await join(hers, ALICES))["polite"] is False
    assert (await join(erins, ERINS))["polite"] is True
    await leave_all(hers, erins)


async def test_a_signal_reaches_the_other_side_as_it_was(
    alice: User, erin: Participant, alices_browser: Client
) -> None:
    hers, erins = await both(alice, erin, alices_browser)
    await hers.send_json_to(offer())
    assert await next_of(erins, "signal") == offer()
    await leave_all(hers, erins)


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
    monkeypatch.setattr(checked_socket, "ASK_EVERY_S", 0.0)
    monkeypatch.setattr(call_admission, "admit_caller", away)
    await hers.send_json_to(offer())
    assert await next_of(erins, "signal") == offer()
    await leave_all(hers, erins)


async def test_a_page_that_comes_while_the_database_is_away_comes_again(
    erin: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(claims: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(call_admission, "admit_caller", away)
    assert await closing(await erins_socket(erin)) == ("database_away", wire.TRY_AGAIN)


async def test_what_a_page_invents_beside_the_known_fields_is_left_out(
    alice: User, erin: Participant, alices_browser: Client
) -> None:
    hers, erins = await both(alice, erin, alices_browser)
    await hers.send_json_to({**offer(), "extra": "x" * 100})
    assert await next_of(erins, "signal") == offer()
    await leave_all(hers, erins)


@pytest.mark.parametrize("stale", [{"to": "f" * 32}, {"sender": "f" * 32}])
async def test_a_signal_of_or_for_a_page_that_is_gone_goes_nowhere(
    alice: User, erin: Participant, alices_browser: Client, stale: dict[str, str]
) -> None:
    hers, erins = await both(alice, erin, alices_browser)
    await hers.send_json_to({**offer(), **stale})
    await hers.send_json_to({"type": "media", "audio": True, "video": False, "screen": False})
    assert (await heard(erins))["type"] == "media"
    await leave_all(hers, erins)


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
    await leave_all(newer, hers)


async def test_a_lost_hint_is_healed_by_the_clock(
    alice: User, erin: Participant, alices_browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call.CallConsumer, "look_every_s", 0.05)
    hers = await alices_socket(alice, erin.consultation, alices_browser)
    await join(hers, ALICES)
    monkeypatch.setattr(call.CallConsumer, "_announce", nothing)
    erins = await erins_socket(erin)
    await join(erins, ERINS)
    monkeypatch.undo()
    monkeypatch.setattr(call.CallConsumer, "look_every_s", 0.05)
    assert (await next_of(hers, "peer"))["state"] == "here"
    assert (await next_of(erins, "peer"))["state"] == "here"
    await leave_all(hers, erins)


async def test_a_long_call_gets_servers_with_a_fresh_password(
    erin: Participant, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(call.CallConsumer, "look_every_s", 0.05)
    settings.TURN_URL, settings.TURN_SECRET = ["turn:turn.example.org"], "secret"
    settings.TURN_LIFETIME_S = 3
    erins = await erins_socket(erin)
    ready = await join(erins, ERINS)
    fresh = await next_of(erins, "ice")
    ends = [int(one["ice"][-1]["username"].partition(":")[0]) for one in (ready, fresh)]
    assert ends[0] < ends[1]
    assert fresh["ice"][-1]["credential"] != ready["ice"][-1]["credential"]
    await leave_all(erins)


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
    await leave_all(hers, erins, again)


async def test_nothing_of_the_negotiation_is_logged(
    alice: User, erin: Participant, alices_browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hers, erins = await both(alice, erin, alices_browser)
    await hers.send_json_to(offer(sdp="v=0 SECRET-ADDRESS"))
    assert "SECRET-ADDRESS" in (await next_of(erins, "signal"))["description"]["sdp"]
    await hers.send_json_to({**offer(), "description": {"type": "x", "sdp": "SECRET-ADDRESS"}})
    assert (await next_of(hers, "refused"))["reason"] == "bad_description"
    await leave_all(hers, erins)
    assert "SECRET-ADDRESS" not in caplog.text
