"""The running summary of the dashboard: what is erased does not live on in it."""

from __future__ import annotations

from typing import Any, cast

import pytest

from consult.consultations.models import Consultation, Participant, Stream
from consult.consultations.services import participation, streams
from consult.live import wire
from consult.live.summaries import Summaries
from consult.live.workshop import work_off
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
    return work_off(cast("Any", ToldAnalyzer()), frames).stored


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


def test_readings_out_of_order_need_the_database(stream: Stream, summaries: Summaries) -> None:
    summaries.after(film(stream, 1))
    second, third = film(stream, 2, 3)
    assert summaries.follow([second, third])
    second["captured_at"], third["captured_at"] = third["captured_at"], second["captured_at"]
    third["captured_at"] -= 1
    assert not summaries.follow([second, third])


def test_a_summary_that_could_not_be_read_is_read_again(
    stream: Stream, summaries: Summaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    summaries.after(film(stream, 1))
    film(stream, 2)  # its hint is lost
    third = film(stream, 3)
    with monkeypatch.context() as away:
        away.setattr(Participant, "objects", None)
        with pytest.raises(AttributeError):
            summaries.after(third)
    assert summaries.after(film(stream, 4))[0]["readings"] == 4
