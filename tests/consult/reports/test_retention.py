"""Labels are kept for as many days as the consent text says, and not an hour longer."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone
from structlog.testing import capture_logs

from analyzer.results import EXPRESSIONS
from consult.accounts.models import Practice, User
from consult.apart import SomeFailed
from consult.consultations.models import Consent, Consultation, Marker, Reading, Stream
from consult.consultations.services import participation, retention, scheduling
from consult.reports import rollups, services, tasks
from consult.reports.models import Report
from consult.reports.retention import Purged, purge, take_labels_from_report
from consult.reports.selectors import report_data
from tests import cast
from tests.conftest import signed_in
from tests.consult.reports import made_up
from tests.consult.reports.test_pdf import text_of

MOMENT = timedelta(microseconds=1)


@pytest.fixture
def due(ended: Consultation, north: Practice) -> datetime:
    """The moment until which the readings of the ended consultation are kept."""
    assert ended.ended_at is not None
    return ended.ended_at + timedelta(days=north.retention_days)


def let_days_pass(days: float) -> None:
    """Move everything that happened so many days into the past."""
    past = timedelta(days=days)
    for consultation in Consultation.objects.all():
        assert consultation.opened_at is not None
        consultation.opened_at -= past
        consultation.ended_at = consultation.ended_at and consultation.ended_at - past
        consultation.save()
    for reading in Reading.objects.all():
        reading.received_at -= past
        reading.captured_at -= past
        reading.save()


@pytest.mark.parametrize(("late", "left"), [(-MOMENT, 480), (0 * MOMENT, 480), (MOMENT, 0)])
def test_the_last_moment_of_the_last_day_still_counts(
    ended: Consultation, due: datetime, late: timedelta, left: int
) -> None:
    purge(due + late)
    assert Reading.objects.count() == left


def test_the_task_deletes_what_is_a_day_over(report: Report, north: Practice) -> None:
    let_days_pass(north.retention_days - 1)
    tasks.purge()
    assert Reading.objects.count() == 480
    let_days_pass(2)
    tasks.purge()
    assert Reading.objects.count() == 0


def test_each_practice_keeps_its_own_days(
    ended: Consultation, due: datetime, north: Practice, south: Practice, dave: User
) -> None:
    Practice.objects.filter(pk=south.pk).update(retention_days=north.retention_days + 1)
    other = cast.schedule(dave)
    scheduling.open_consultation(other)
    cast.grant(other)
    made_up.film(other, seconds=5)
    made_up.ended(other, seconds=5)
    assert purge(due + timedelta(hours=1)) == Purged(consultations=1, readings=480)
    assert Reading.objects.filter(consultation=other).count() == 10


@pytest.fixture
def two(
    ended: Consultation, dave: User, monkeypatch: pytest.MonkeyPatch
) -> tuple[Consultation, Consultation]:
    """One of each practice. Whatever is asked of the first one's report fails."""
    other = cast.schedule(dave)
    scheduling.open_consultation(other)
    cast.grant(other)
    made_up.film(other, seconds=5)

    def fail_for_the_first(consultation: Consultation, now: datetime) -> None:
        if consultation == ended:
            raise ZeroDivisionError
        take_labels_from_report(consultation, now)

    monkeypatch.setattr("consult.reports.retention.take_labels_from_report", fail_for_the_first)
    return ended, made_up.ended(other, seconds=5)


def test_what_cannot_be_deleted_holds_up_no_other(
    two: tuple[Consultation, Consultation], due: datetime
) -> None:
    done = Purged()
    with pytest.raises(SomeFailed, match=r"not_purged: 1 \(ZeroDivisionError\)"):
        purge(due + timedelta(days=1), done)
    assert done == Purged(consultations=1, readings=10)
    assert [Reading.objects.filter(consultation=one).exists() for one in two] == [True, False]


def test_a_task_whose_time_is_over_ends(
    two: tuple[Consultation, Consultation], due: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(consultation: Consultation, now: datetime) -> None:
        raise SoftTimeLimitExceeded

    monkeypatch.setattr("consult.reports.retention.take_labels_from_report", end)
    with pytest.raises(SoftTimeLimitExceeded):
        purge(due + timedelta(days=1))


def test_running_again_changes_nothing(report: Report, due: datetime) -> None:
    purge(due + MOMENT)
    before = Report.objects.values().get()
    assert purge(due + timedelta(days=1)) == Purged(0, 0)
    assert Report.objects.values().get() == before


def test_more_than_a_batch_goes_batch_by_batch(
    report: Report, due: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 100)
    assert purge(due + MOMENT).readings == 480
    assert Reading.objects.count() == 0


def test_what_an_interruption_left_is_deleted_by_the_next_run(
    report: Report, due: datetime
) -> None:
    take_labels_from_report(report.consultation, due + MOMENT)
    report.consultation.readings.filter(seq__lte=300).delete()
    assert purge(due + MOMENT) == Purged(consultations=1, readings=180)


def test_one_run_takes_so_many_consultations_and_the_next_the_rest(
    ended: Consultation, alice: User, due: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = cast.schedule(alice)
    scheduling.open_consultation(second)
    cast.grant(second)
    made_up.film(second, seconds=5)
    made_up.ended(second, seconds=5)
    monkeypatch.setattr("consult.reports.retention.AT_ONCE", 1)
    later = due + timedelta(days=1)
    assert [purge(later).consultations for _ in range(3)] == [1, 1, 0]


def test_what_is_open_and_young_is_left_alone(opened: Consultation) -> None:
    made_up.film(opened, seconds=5)
    assert purge(timezone.now() + timedelta(days=29)) == Purged(0, 0)


def test_a_consultation_nobody_ended_loses_what_is_too_old(
    opened: Consultation, north: Practice
) -> None:
    made_up.film(opened, seconds=5)
    let_days_pass(north.retention_days + 1)
    made_up.film(opened, seconds=2, role="counsellor")
    assert purge(timezone.now()).readings == 10
    assert Reading.objects.count() == 4


def test_counters_consent_and_notes_stay(report: Report, due: datetime, alice: User) -> None:
    scheduling.mark(report.consultation, alice, "breathing", made_up.moment(report, 30))
    purge(due + MOMENT)
    stream = Stream.objects.get()
    assert (stream.stored, stream.received) == (480, 480)
    assert (Consent.objects.count(), Marker.objects.count()) == (1, 1)


def test_the_reports_figures_stay_and_its_labels_go(report: Report, due: datetime) -> None:
    before: Any = report.data
    purge(due + MOMENT)
    after: Any = Report.objects.get().data
    [old], [new] = before["participants"], after["participants"]
    assert new.pop("strip") == []
    assert set(map(len, new.pop("series").values())) == {0}
    assert old.pop("strip")
    assert old.pop("series")["label"]
    assert json.loads(json.dumps(before)) == after


def test_the_line_is_of_ten_second_means_from_then_on(report: Report, due: datetime) -> None:
    [before] = report_data(report)["participants"]
    assert (before["series_of"], len(before["series"]["t"])) == ("readings", 421)
    purge(due + MOMENT)
    [after] = report_data(Report.objects.get())["participants"]
    line = after["series"]
    assert after["series_of"] == "ten_seconds"
    # A minute's smile, half a minute away, then neutral.
    assert line["t"][:6] == [5, 15, 25, 35, 45, 55]
    assert line["valence"].index(None) in (6, 7)
    assert min(v for v in line["valence"][:6] if v is not None) > 0.4
    assert all(abs(v) < 0.2 for v in line["valence"][9:] if v is not None)
    bounds = zip(line["low"], line["valence"], line["high"], strict=True)
    known = [(low, mean, high) for low, mean, high in bounds if low and mean and high]
    assert len(known) == len(line["t"]) - 1
    assert all(low <= mean <= high for low, mean, high in known)
    assert all(low < high for low, _mean, high in known[:6])


def test_a_report_that_was_never_folded_keeps_the_line_it_has(
    report: Report, due: datetime
) -> None:
    rollups.forget(report.consultation)
    [before] = report_data(report)["participants"]
    purge(due + MOMENT)
    [after] = report_data(Report.objects.get())["participants"]
    assert after["series_of"] == "readings"
    assert after["series"]["valence"] == before["series"]["valence"]
    assert set(after["series"]["label"]) == {None}


def test_no_label_of_any_moment_is_left_anywhere(report: Report, due: datetime) -> None:
    purge(due + MOMENT)
    [erin] = report_data(Report.objects.get())["participants"]
    told = {name: figure for name, figure in erin.items() if name != "shares"}
    assert [name for name in EXPRESSIONS if name in json.dumps(told)] == []


def test_the_report_says_what_became_of_its_readings(
    report: Report, due: datetime, alice: User
) -> None:
    url = f"/api/v1/consultations/{report.consultation_id}/report/"
    assert signed_in(alice).get(url).json()["data"]["readings_deleted_at"] is None
    purge(due + MOMENT)
    shown = signed_in(alice).get(url).json()["data"]
    assert shown["readings_deleted_at"] == round((due + MOMENT).timestamp() * 1000)
    assert "face was visible 88 %" in shown["sentence"]
    assert shown["sentence"].endswith("these figures remain.")
    ukrainian = signed_in(alice).get(url, headers={"accept-language": "uk"}).json()["data"]
    assert ukrainian["sentence"].endswith("ці цифри залишаються.")


def test_the_pdf_still_opens_and_speaks_of_no_strip(report: Report, due: datetime) -> None:
    before = text_of(report)
    assert "Below it the most probable expression" in before
    assert "Ten-second means" not in before
    purge(due + MOMENT)
    text = text_of(Report.objects.get())
    assert "Ten-second means" in text
    assert "these figures remain" in text
    assert "Below it the most probable expression" not in text


def test_a_task_that_comes_late_does_not_replace_the_figures(report: Report, due: datetime) -> None:
    purge(due + MOMENT)
    assert services.build_report(report.consultation_id).pk == report.pk
    assert Report.objects.get().last_reading == report.last_reading


def test_erasing_afterwards_takes_the_figures_too(
    report: Report, due: datetime, django_capture_on_commit_callbacks: Any, sent: list[object]
) -> None:
    purge(due + MOMENT)
    with django_capture_on_commit_callbacks(execute=True):
        participation.erase_readings(cast.client_of(report.consultation))
    assert not Report.objects.exists()
    rebuilt: Any = services.build_report(report.consultation_id).data
    assert rebuilt["participants"][0]["withheld"] == "no_readings"


def test_the_log_counts_and_names_nobody(report: Report, north: Practice) -> None:
    let_days_pass(north.retention_days + 1)
    with capture_logs() as lines:
        tasks.purge()
        tasks.purge()
    assert lines == [
        {"event": "readings_purged", "consultations": 1, "readings": 480, "log_level": "info"}
    ]
