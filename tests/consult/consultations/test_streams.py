"""Readings and the accounts of a stream: received = stored + rejected + dropped + in flight."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consult.consultations.models import Consultation, Participant, Reading, Stream
from consult.consultations.services import participation, scheduling, streams
from consult.consultations.services.streams import Counters
from tests import cast


@pytest.fixture
def erin(opened: Consultation) -> Participant:
    return cast.client_of(opened)


@pytest.fixture
def stream(erin: Participant) -> Stream:
    return streams.open_stream(erin)


def reading(stream: Stream, seq: int, status: str = "no_face") -> Reading:
    now = timezone.now()
    return Reading(
        consultation_id=stream.consultation_id,
        participant_id=stream.participant_id,
        stream=stream,
        seq=seq,
        captured_at=now,
        received_at=now,
        status=status,
        model_version="test",
    )


def store(stream: Stream, *seqs: int, received: int = 0) -> list[Reading | None]:
    counters = {stream.pk: Counters(received=received or max(seqs))}
    return streams.store_readings([reading(stream, seq) for seq in seqs], counters)


def test_positions_count_without_holes_over_batches(stream: Stream) -> None:
    store(stream, 1, 2)
    store(stream, 5)
    assert list(Reading.objects.values_list("position", flat=True)) == [1, 2, 3]


def test_stored_readings_come_back_with_their_ids(stream: Stream) -> None:
    assert all(row is not None and row.pk for row in store(stream, 1, 2))


def test_a_replayed_frame_adds_nothing(stream: Stream) -> None:
    first = store(stream, 1)
    assert store(stream, 1) == first
    stream.refresh_from_db()
    assert (stream.stored, Reading.objects.count()) == (1, 1)


def test_no_reading_lands_behind_the_end(opened: Consultation, stream: Stream) -> None:
    scheduling.end_consultation(opened)
    assert store(stream, 1) == [None]


def test_no_reading_lands_behind_a_withdrawal(erin: Participant, stream: Stream) -> None:
    participation.decide(erin, decision="withdrawn", language="en")
    assert store(stream, 1) == [None]


def test_an_overtaken_batch_does_not_turn_the_counters_back(stream: Stream) -> None:
    store(stream, 5, received=5)
    store(stream, 3, received=3)
    stream.refresh_from_db()
    assert stream.received == 5


def test_closing_finds_out_what_was_stored_and_what_is_lost(stream: Stream) -> None:
    store(stream, 1, received=3)
    streams.close_stream(stream.pk, Counters(received=3), [1, 2, 3])
    stream.refresh_from_db()
    assert stream.dropped == {"lost": 2}
    assert stream.in_flight == 0
    assert stream.settled_at is not None


def test_closing_strikes_out_what_one_worker_let_go_and_another_stored(stream: Stream) -> None:
    store(stream, 1, received=3)
    counters = Counters(received=3, dropped={"superseded": 2})
    let_go = dict.fromkeys((1, 2), ("dropped", "superseded"))
    streams.close_stream(stream.pk, counters, [3], let_go)
    stream.refresh_from_db()
    assert stream.dropped == {"superseded": 1, "lost": 1}
    assert stream.in_flight == 0


def test_a_stream_whose_process_died_is_settled(stream: Stream) -> None:
    store(stream, 1, received=4)
    Stream.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    assert streams.settle_silent_streams() == 1
    stream.refresh_from_db()
    assert stream.dropped == {"process_lost": 3}
    assert stream.in_flight == 0


def test_a_living_stream_is_left_alone(stream: Stream) -> None:
    streams.note_counters({stream.pk: Counters(received=1)})
    assert streams.settle_silent_streams() == 0


@pytest.mark.django_db(transaction=True)
def test_a_stream_that_somebody_writes_is_left_to_the_next_time(stream: Stream) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    Stream.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    held, go = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            Stream.objects.select_for_update().get(pk=stream.pk)
            held.set()
            go.wait(30)
        connection.close()

    with ThreadPoolExecutor(1) as other, CaptureQueriesContext(connection) as asked:
        writing = other.submit(write)
        assert held.wait(30)
        settled = streams.settle_silent_streams()
        go.set()
        writing.result()
    assert settled == 0
    assert any("ORDER BY" in one["sql"] and "SKIP LOCKED" in one["sql"] for one in asked)
    assert streams.settle_silent_streams() == 1


def test_a_batch_behind_the_settling_changes_no_account(stream: Stream) -> None:
    streams.close_stream(stream.pk, Counters(received=3), [1, 2, 3])
    assert store(stream, 2, 3, received=3) == [None, None]
    stream.refresh_from_db()
    assert (stream.dropped, stream.in_flight) == ({"lost": 3}, 0)
