"""One camera per participant: the database says which, hints only say it sooner."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta

import pytest
from channels.db import database_sync_to_async
from django.db import connection, transaction
from django.utils import timezone

from consult.clock import now_ms
from consult.consultations.models import Consultation, Participant, Stream
from consult.consultations.services import scheduling, streams
from consult.live import admission, camera, wire
from consult.live.hub import hub
from tests.consult.live.sockets import answer_to, camera_of, closing, frame, heard, leave
from tests.consult.live.steps import ended

pytestmark = pytest.mark.django_db(transaction=True)

in_database = database_sync_to_async
with_worker = pytest.mark.usefixtures("worker")


def test_a_camera_that_came_by_an_older_link_does_not_go_on(
    opened: Consultation, erin: Participant
) -> None:
    camera = admission.admit_camera(str(erin.pk), 1).stream
    scheduling.renew_invite(opened)
    [denied] = admission.show_alive([admission.Alive(erin.pk, 1, camera.pk, streams.Counters())])
    assert isinstance(denied, admission.Denied)
    assert denied.reason == "link_replaced"
    with pytest.raises(admission.Denied, match="link_replaced"):
        admission.admit_camera(str(erin.pk), 1)


def test_a_new_stream_ends_the_older_one(erin: Participant) -> None:
    older, newer = streams.open_stream(erin), streams.open_stream(erin)
    assert list(Stream.objects.filter(ended_at=None)) == [newer]
    asking = [admission.Alive(erin.pk, 1, one.pk, streams.Counters()) for one in (older, newer)]
    denied, person = admission.show_alive(asking)
    assert isinstance(denied, admission.Denied)
    assert (denied.code, denied.reason) == (wire.TAKEN_OVER, "taken_over")
    assert person == erin


def test_a_refused_camera_ends_no_other(erin: Participant) -> None:
    stream = streams.open_stream(erin)
    Participant.objects.update(consent="withdrawn")
    with pytest.raises(admission.Denied):
        admission.admit_camera(str(erin.pk), 1)
    assert list(Stream.objects.filter(ended_at=None)) == [stream]


def test_two_tabs_that_open_at_once_leave_one_stream(erin: Participant) -> None:
    def open_another() -> None:
        streams.open_stream(erin)
        connection.close()

    other = threading.Thread(target=open_another)
    with transaction.atomic():
        streams.open_stream(erin)
        other.start()
        # It waits for this transaction; without a lock it would be done before.
        other.join(0.5)
    other.join()
    assert Stream.objects.filter(ended_at=None).count() == 1


@with_worker
async def test_a_second_tab_takes_the_camera_over(erin: Participant) -> None:
    first = await camera_of(erin)
    second = await camera_of(erin)
    assert await closing(first) == ("taken_over", wire.TAKEN_OVER)
    assert (await answer_to(second, frame(1)))["status"] == "reading"
    await leave(second)


@with_worker
async def test_of_two_tabs_that_connect_together_one_goes_on(erin: Participant) -> None:
    tabs = await asyncio.gather(camera_of(erin), camera_of(erin))
    alive = await Stream.objects.aget(ended_at=None)
    newest = await Stream.objects.order_by("started_at").alast()
    assert alive == newest
    hearing = {asyncio.create_task(heard(tab)): tab for tab in tabs}
    told, still = await asyncio.wait(hearing, return_when=asyncio.FIRST_COMPLETED)
    assert [task.result()["type"] for task in told] == ["closed"]
    for task in still:
        await hearing[task].send_to(bytes_data=frame(1))
        assert (await task)["status"] == "reading"
    for tab in tabs:
        await leave(tab)


@with_worker
async def test_a_camera_whose_hint_was_lost_gives_way_at_its_next_look(
    erin: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "ALIVE_EVERY_S", 0)
    socket = await camera_of(erin)
    await in_database(streams.open_stream)(erin)
    assert await closing(socket) == ("taken_over", wire.TAKEN_OVER)


@with_worker
async def test_a_clock_that_is_set_back_puts_no_look_off(
    erin: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead_ms = 0
    monkeypatch.setattr(camera, "ALIVE_EVERY_S", 0)
    monkeypatch.setattr(camera, "now_ms", lambda: now_ms() + ahead_ms)
    socket = await camera_of(erin)
    assert (await answer_to(socket, frame(1)))["status"] == "reading"
    ahead_ms = -3_600_000
    await in_database(streams.open_stream)(erin)
    assert await closing(socket) == ("taken_over", wire.TAKEN_OVER)


@with_worker
async def test_a_camera_that_was_thought_dead_connects_anew(
    erin: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "ALIVE_EVERY_S", 0)
    socket = await camera_of(erin)

    def settle() -> None:
        Stream.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
        streams.settle_silent_streams()

    await in_database(settle)()
    assert await closing(socket) == ("stream_ended", wire.TRY_AGAIN)


@with_worker
async def test_a_cancelled_consumer_still_settles_its_stream(erin: Participant) -> None:
    socket = await camera_of(erin)
    await socket.send_to(bytes_data=b"short")
    busy = threading.Event()
    # The one thread for the database is held: closing the stream has to wait in line.
    held = asyncio.create_task(in_database(busy.wait)())
    await socket.send_input({"type": "websocket.disconnect", "code": 1001})
    while hub().cameras:
        await asyncio.sleep(0)
    await ended(socket.future)
    busy.set()
    await held
    stream = await Stream.objects.aget()
    assert (stream.rejected, stream.settled_at is not None) == ({"short_header": 1}, True)
