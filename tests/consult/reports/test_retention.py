"""Labels are kept for as many days as the consent text says, and not an hour longer."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection, transaction
from django.utils import timezone
from structlog.testing import capture_logs

from consult.accounts.models import Practice, User
from consult.consultations.models import Consultation, Pause, Reading
from consult.consultations.services import retention, scheduling
from consult.error_isolation import PartialFailure
from consult.reports import tasks
from consult.reports.models import Report
from consult.reports.retention import Purged, purge, take_labels_from_report
from tests import cast
from tests.consult.lock_watch import told_when_locking
from tests.consult.reports import made_up

MOMENT = timedelta(microseconds=1)


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


def test_pauses_go_with_the_readings_whose_absence_they_explain(
    ended: Consultation, due: datetime
) -> None:
    began = ended.opened_at
    assert began is not None
    Pause.objects.create(participant=cast.client_of(ended), by="client", began=True, at=began)
    assert purge(due).pauses == 0
    assert purge(due + MOMENT).pauses == 1
    assert not Pause.objects.exists()


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
    with pytest.raises(PartialFailure, match=r"not_purged: 1 \(ZeroDivisionError\)"):
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


@pytest.mark.django_db(transaction=True)
def test_labels_of_a_report_that_is_being_stored_go_once_it_is(report: Report) -> None:
    """It was counted before the readings went: nobody would come back for a report without any."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    Report.objects.update(state=Report.State.BUILDING)
    locking = threading.Event()

    def take_labels() -> None:
        with told_when_locking(locking):
            take_labels_from_report(report.consultation, timezone.now())

    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic():
        Consultation.objects.select_for_update(no_key=True).get(pk=report.consultation_id)
        Report.objects.update(state=Report.State.READY)
        taking = elsewhere.submit(take_labels)
        assert locking.wait(10)
    taking.result()
    report.refresh_from_db()
    assert report.data is not None
    assert (report.data["participants"][0]["strip"], bool(report.readings_deleted_at)) == ([], True)


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


def test_the_log_counts_and_names_nobody(report: Report, north: Practice) -> None:
    let_days_pass(north.retention_days + 1)
    with capture_logs() as lines:
        tasks.purge()
        tasks.purge()
    assert lines == [
        {"event": "readings_purged", "consultations": 1, "readings": 480, "log_level": "info"}
    ]
