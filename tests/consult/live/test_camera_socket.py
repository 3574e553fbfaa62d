"""The camera's socket over a real Valkey, with a real worker beside it."""

from __future__ import annotations

import pytest
from channels.db import database_sync_to_async

from consult.consultations.models import Consultation, Participant, Reading, Stream
from consult.consultations.services import participation, pauses, scheduling
from consult.live import tickets, wire
from tests import cast
from tests.consult.live.sockets import (
    answer_to,
    camera_of,
    closing,
    communicator,
    frame,
    heard,
    leave,
    open_camera,
    say_hello,
)
from tests.consult.live.steps import PATIENCE_S

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]

in_database = database_sync_to_async


async def test_a_frame_is_answered_with_a_committed_reading(erin: Participant) -> None:
    socket = await camera_of(erin)
    answer = await answer_to(socket, frame(1))
    stored = await Reading.objects.aget(pk=answer["reading"])
    assert (answer["status"], answer["label"], stored.seq) == ("reading", "happiness", 1)
    await leave(socket)


async def test_the_answer_carries_box_and_seven_probabilities(erin: Participant) -> None:
    socket = await camera_of(erin)
    answer = await answer_to(socket, frame(1))
    assert answer["box"] == [0.25, 0.25, 0.5, 0.5]
    assert len(answer["probabilities"]) == 7
    await leave(socket)


async def test_a_frame_without_a_face_is_stored_as_such(erin: Participant) -> None:
    socket = await camera_of(erin)
    assert (await answer_to(socket, frame(1, b"empty")))["status"] == "no_face"
    assert await Reading.objects.filter(status="no_face").acount() == 1
    await leave(socket)


@pytest.mark.parametrize(
    ("message", "reason"),
    [(frame(1, b"GIF89a"), "not_a_jpeg"), (b"short", "short_header")],
    # A frame holds the time: by its bytes two processes would not know it for the same test.
    ids=["a GIF", "a short message"],
)
async def test_a_bad_frame_is_rejected_and_the_socket_stays(
    erin: Participant, message: bytes, reason: str
) -> None:
    socket = await camera_of(erin)
    answer = await answer_to(socket, message)
    assert (answer["status"], answer["reason"]) == ("rejected", reason)
    assert (await answer_to(socket, frame(2)))["status"] == "reading"
    await leave(socket)


async def test_the_accounts_balance_when_the_socket_closes(erin: Participant) -> None:
    socket = await camera_of(erin)
    for number, picture in enumerate([b"happy", b"empty", b"nonsense"], start=1):
        await answer_to(socket, frame(number, picture))
    await leave(socket)
    stream = await Stream.objects.aget()
    assert (stream.received, stream.stored, stream.rejected) == (3, 2, {"not_a_jpeg": 1})
    assert stream.in_flight == 0


async def test_a_foreign_or_missing_origin_is_refused(erin: Participant) -> None:
    for origin in ("http://evil.example", "https://localhost:8000", "http://localhost:9", None):
        ticket = tickets.issue("camera", **tickets.of_client(erin))["ticket"]
        connected, _ = await communicator("/ws/camera/", ticket, origin).connect(PATIENCE_S)
        assert not connected, origin


@pytest.mark.parametrize("kind", [None, "made-up"])
async def test_without_a_good_ticket_the_socket_closes_with_4401(kind: str | None) -> None:
    socket = communicator("/ws/camera/", kind)
    await socket.connect(PATIENCE_S)
    assert await closing(socket) == ("ticket", wire.NOT_SIGNED_IN)


async def test_a_ticket_opens_one_socket(erin: Participant) -> None:
    ticket = tickets.issue("camera", **tickets.of_client(erin))["ticket"]
    first = communicator("/ws/camera/", ticket)
    await first.connect(PATIENCE_S)
    await say_hello(first)
    second = communicator("/ws/camera/", ticket)
    await second.connect(PATIENCE_S)
    assert await closing(second) == ("ticket", wire.NOT_SIGNED_IN)
    await leave(first)


async def test_a_dashboard_ticket_opens_no_camera(erin: Participant) -> None:
    ticket = tickets.issue("dashboard", user=1, consultation="x", session="y")["ticket"]
    socket = communicator("/ws/camera/", ticket)
    await socket.connect(PATIENCE_S)
    assert await closing(socket) == ("ticket", wire.NOT_SIGNED_IN)


async def test_without_consent_the_socket_closes_with_4409(consultation: Consultation) -> None:
    await in_database(scheduling.open_consultation)(consultation)
    person = await in_database(cast.client_of)(consultation)
    socket = await open_camera(str(person.pk))
    assert await closing(socket) == ("no_consent", wire.CONSENT_MISSING)


async def test_withdrawn_consent_closes_the_camera(erin: Participant) -> None:
    socket = await camera_of(erin)
    await in_database(participation.decide)(erin, decision="withdrawn", language="en")
    assert await closing(socket) == ("withdrawn", wire.CONSENT_MISSING)


async def test_the_end_of_the_consultation_closes_the_camera(
    erin: Participant, opened: Consultation
) -> None:
    socket = await camera_of(erin)
    await in_database(scheduling.end_consultation)(opened)
    assert await closing(socket) == ("consultation_over", wire.CONSULTATION_OVER)


async def test_a_camera_of_an_ended_consultation_is_refused(
    erin: Participant, opened: Consultation
) -> None:
    await in_database(scheduling.end_consultation)(opened)
    socket = await open_camera(str(erin.pk))
    assert await closing(socket) == ("consultation_over", wire.CONSULTATION_OVER)


async def test_a_paused_camera_hears_of_it_and_its_frames_are_rejected(erin: Participant) -> None:
    socket = await camera_of(erin)
    await in_database(pauses.pause)(erin, by="counsellor", paused=True)
    assert (await heard(socket))["paused"]
    assert (await answer_to(socket, frame(1)))["reason"] == "paused"
    await leave(socket)


async def test_a_message_too_large_closes_with_4413(erin: Participant) -> None:
    socket = await camera_of(erin)
    await socket.send_to(bytes_data=frame(1, bytes(wire.MAX_MESSAGE_BYTES)))
    assert await closing(socket) == ("too_large", wire.TOO_LARGE)


async def test_a_text_message_is_rejected(erin: Participant) -> None:
    socket = await camera_of(erin)
    await socket.send_to(text_data="hello")
    assert (await heard(socket))["reason"] == "not_binary"
    await leave(socket)
