"""The running summary of the dashboard: what is erased does not live on in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest

from analyzer.results import Analysis, Expression
from consult.consultations.models import Consultation, Participant, Reading, Stream
from consult.consultations.services import participation, streams
from consult.live import history, wire
from consult.live.batch_analysis import process_batch
from consult.live.ordered_summary import TAIL
from consult.live.summaries import Summaries
from tests.consult.live.conftest import ToldAnalyzer
from tests.consult.live.sockets import message_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stream(erin: Participant) -> Stream:
    return streams.open_stream(erin)


@pytest.fixture
def summaries(opened: Consultation) -> Summaries:
    return Summaries(opened.pk)


def film(stream: Stream, *seqs: int) -> list[wire.Reading]:
    """Analyse and store happy frames; return what dashboards are told."""
    frames = [message_of(stream, seq) for seq in seqs]
    return process_batch(cast("Any", ToldAnalyzer()), frames).stored


def test_a_summary_grows_by_what_is_told(stream: Stream, summaries: Summaries) -> None:
    assert summaries.after(film(stream, 1))[0]["readings"] == 1
    assert summaries.after(film(stream, 2))[0]["readings"] == 2


def test_erased_readings_leave_the_summary(
    erin: Participant, stream: Stream, summaries: Summaries
) -> None:
    summaries.after(film(stream, 1, 2, 3))
    participation.decide(erin, decision="withdrawn", language="en", erase=True)
    left = summaries.forget(str(erin.pk))
    assert left is not None
    assert (left["readings"], left["probabilities"], left["label"]) == (0, None, None)


def test_what_was_kept_stays_in_the_summary(
    erin: Participant, stream: Stream, summaries: Summaries
) -> None:
    summaries.after(film(stream, 1, 2, 3))
    participation.decide(erin, decision="withdrawn", language="en")
    left = summaries.forget(str(erin.pk))
    assert left is not None
    assert left["readings"] == 3


def test_readings_told_late_do_not_come_back(
    erin: Participant, stream: Stream, summaries: Summaries
) -> None:
    summaries.after(film(stream, 1))
    late = film(stream, 2, 3)
    participation.decide(erin, decision="withdrawn", language="en", erase=True)
    summaries.forget(str(erin.pk))
    assert [summaries.after([reading])[0]["readings"] for reading in late] == [0, 0]


def test_after_consenting_again_the_summary_begins_anew(
    erin: Participant, stream: Stream, summaries: Summaries
) -> None:
    summaries.after(film(stream, 1, 2))
    participation.decide(erin, decision="withdrawn", language="en", erase=True)
    summaries.forget(str(erin.pk))
    Participant.objects.update(consent="granted")
    assert summaries.after(film(streams.open_stream(erin), 1))[0]["readings"] == 1


def test_nobody_watched_means_nothing_to_forget(erin: Participant, summaries: Summaries) -> None:
    assert summaries.forget(str(erin.pk)) is None


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often all that is stored was read, and how often the newest of it."""
    counted: Counter[str] = Counter()

    def count(name: str, read: Callable[..., Any]) -> None:
        def counting(*args: Any) -> Any:
            counted[name] += 1
            return read(*args)

        monkeypatch.setattr(f"consult.live.summaries.{name}", counting)

    count("read_all", history.read_all)
    count("read_newest", history.read_newest)
    return counted


def seen(stream: Stream, order: list[int]) -> list[wire.Reading]:
    """Store frames as two workers do, of which the slower one's are older; return their hints."""
    frames = [message_of(stream, seq, picture=str(seq).encode()) for seq in order]
    return process_batch(cast("Any", MovedAnalyzer()), frames).stored


class MovedAnalyzer(ToldAnalyzer):
    """Sees another face in each frame, and in every fifth nobody."""

    def _one(self, picture: bytes) -> Analysis:
        number = int(picture)
        if number % 5 == 0:
            return Analysis("no_face")
        happy = number * 37 % 100 / 100
        return replace(
            super()._one(b"happy"), expression=Expression((0, 0, 0, happy, 0, 0, 1 - happy))
        )


def said(summary: wire.Summary) -> dict[str, Any]:
    return {**summary, "at": 0}


def test_readings_that_come_late_are_put_in_order_without_the_database(
    stream: Stream, summaries: Summaries, reads: Counter[str]
) -> None:
    summaries.after(seen(stream, [1]))
    late = seen(stream, [3, 2, 6, 4, 5, 7])
    assert summaries.follow(late)
    [live] = summaries.after(late)
    assert reads == {"read_all": 1}
    assert said(live) == said(Summaries(summaries.consultation_id).of(stream.participant_id))


def test_a_hole_is_filled_with_what_is_missing_and_no_more(
    stream: Stream, summaries: Summaries, reads: Counter[str]
) -> None:
    summaries.after(seen(stream, [*range(1, 60)]))
    overtaken = seen(stream, [61, 60])
    lost = seen(stream, [62, 63])
    after = seen(stream, [64])
    assert not summaries.follow(after)
    [live] = summaries.after(after)
    assert lost
    assert reads == {"read_all": 1, "read_newest": 1}
    # What was read before its hint came is not counted twice.
    assert summaries.follow(overtaken)
    assert said(summaries.after(overtaken)[0]) == said(live)
    assert said(live) == said(Summaries(summaries.consultation_id).of(stream.participant_id))


def test_what_is_stored_while_the_summary_is_begun_counts_once(
    stream: Stream, summaries: Summaries
) -> None:
    first, second = seen(stream, [1]), seen(stream, [2])
    assert summaries.after(first)[0]["readings"] == 2
    assert summaries.after(second)[0]["readings"] == 2


def test_a_camera_that_came_back_brings_what_was_lost_at_its_end(
    erin: Participant, stream: Stream, summaries: Summaries, reads: Counter[str]
) -> None:
    summaries.after(seen(stream, [1]))
    seen(stream, [2])  # the last hint before the connection broke, and it is lost
    back = seen(streams.open_stream(erin), [3])
    assert summaries.after(back)[0]["readings"] == 3
    assert reads == {"read_all": 1, "read_newest": 1}


def test_what_comes_far_too_late_is_read_in_its_place(
    stream: Stream, summaries: Summaries, reads: Counter[str]
) -> None:
    summaries.after(seen(stream, [*range(2, TAIL + 40)]))
    late = seen(stream, [1])
    assert not summaries.follow(late)
    [live] = summaries.after(late)
    assert reads["read_all"] == 2
    assert live["readings"] == Reading.objects.filter(status="reading").count()


def test_a_summary_that_could_not_be_read_is_read_again(
    stream: Stream, summaries: Summaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    summaries.after(film(stream, 1))
    film(stream, 2)  # its hint is lost
    third = film(stream, 3)
    with monkeypatch.context() as away:
        away.setattr(Reading, "objects", None)
        with pytest.raises(AttributeError):
            summaries.after(third)
    assert summaries.after(film(stream, 4))[0]["readings"] == 4
