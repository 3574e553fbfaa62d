"""Two sides may pause one camera: its page always hears who still holds it."""

from __future__ import annotations

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator

from consult.consultations.consent_text import consent_text
from consult.consultations.models import Participant
from consult.consultations.services import participation, pauses
from consult.live import camera
from tests.consult.live.sockets import camera_of, frame, heard, leave

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]

pause = database_sync_to_async(pauses.pause)


async def holders(socket: WebsocketCommunicator) -> list[str]:
    """Return who holds the analysis, by the next message."""
    message = await heard(socket)
    assert message["type"] == "paused"
    assert message["paused"] == bool(message["by"])
    return list(message["by"])


async def test_each_side_that_pauses_or_resumes_is_heard(erin: Participant) -> None:
    socket = await camera_of(erin)
    told = []
    for by, paused in [("client", 1), ("counsellor", 1), ("client", 0), ("counsellor", 0)]:
        await pause(erin, by=by, paused=bool(paused))
        told.append(await holders(socket))
    assert told == [["client"], ["client", "counsellor"], ["counsellor"], []]
    await leave(socket)


async def test_a_new_connection_hears_of_both_who_hold_it(erin: Participant) -> None:
    await pause(erin, by="client", paused=True)
    await pause(erin, by="counsellor", paused=True)
    socket = await camera_of(erin)
    assert await holders(socket) == ["client", "counsellor"]
    await leave(socket)


async def test_asking_for_what_is_already_so_is_not_announced(erin: Participant) -> None:
    socket = await camera_of(erin)
    await pause(erin, by="client", paused=False)
    await pause(erin, by="client", paused=True)
    assert await holders(socket) == ["client"]
    await leave(socket)


async def test_consenting_again_ends_ones_own_pause_aloud(erin: Participant) -> None:
    await pause(erin, by="client", paused=True)
    socket = await camera_of(erin)
    assert await holders(socket) == ["client"]
    text = consent_text("en", erin.consultation.practice.retention_days)
    decide = database_sync_to_async(participation.decide)
    await decide(erin, decision="granted", language="en", text_hash=text.text_hash)
    assert await holders(socket) == []
    await leave(socket)


@pytest.mark.parametrize("paused", [True, False])
async def test_a_lost_hint_is_healed_by_the_next_look(
    erin: Participant, monkeypatch: pytest.MonkeyPatch, paused: bool
) -> None:
    if not paused:
        await pause(erin, by="counsellor", paused=True)
    monkeypatch.setattr(camera, "ALIVE_EVERY_S", 0)
    socket = await camera_of(erin)
    if not paused:
        assert await holders(socket) == ["counsellor"]
    # Written past the service: nobody announces it.
    await Participant.objects.filter(pk=erin.pk).aupdate(paused_by_counsellor=paused)
    assert await holders(socket) == (["counsellor"] if paused else [])
    await socket.send_to(bytes_data=frame(1))
    assert (await heard(socket))["status"] == ("rejected" if paused else "reading")
    await leave(socket)
