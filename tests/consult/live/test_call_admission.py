"""Who is let into a call, who is put out of it, and what is not taken from a page."""

from __future__ import annotations

import pytest
from channels.db import database_sync_to_async
from django.test import Client

from consult.accounts.models import User
from consult.consultations.models import Consultation, Participant
from consult.consultations.services import scheduling
from consult.live import wire
from consult.live.call import CallConsumer
from tests.consult.live.callers import (
    ALICES,
    ERINS,
    alices_socket,
    both,
    erins_socket,
    join,
    offer,
    open_call,
    reply_to,
)
from tests.consult.live.sockets import browser_of, closing, communicator, heard, leave, next_of
from tests.consult.live.steps import PATIENCE_S

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_layers"),
]


in_database = database_sync_to_async


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
    unknown = await open_call(participant="00000000-0000-0000-0000-000000000000")
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
    monkeypatch.setattr(CallConsumer, "burst", 3.0)
    monkeypatch.setattr(CallConsumer, "rate", 0.0)
    socket = await erins_socket(erin)
    await join(socket, ERINS)
    for _ in range(3):
        await socket.send_json_to({"type": "leave"})
    assert (await next_of(socket, "closed"))["code"] == wire.TOO_FAST
    await leave(socket)
