"""The sweep: what the broker or a worker lost is sent again, but not for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from consult.consultations.models import Consultation
from consult.reports import services
from consult.reports.models import Report


def grow_older(consultation: Consultation, seconds: float) -> None:
    """Let this much time pass since the end and since the last attempt."""
    past = timezone.now() - timedelta(seconds=seconds)
    Consultation.objects.filter(pk=consultation.pk).update(ended_at=past)
    Report.objects.filter(tried_at__isnull=False).update(tried_at=past)


def test_a_report_nobody_began_is_sent_again(ended: Consultation, sent: list[object]) -> None:
    grow_older(ended, 16)
    assert services.sweep() == 1
    assert sent == [ended.pk]


def test_a_consultation_that_just_ended_is_left_to_its_first_task(
    ended: Consultation, sent: list[object]
) -> None:
    assert services.sweep() == 0
    assert sent == []


def test_two_sweeps_in_a_row_send_once(ended: Consultation, sent: list[object]) -> None:
    grow_older(ended, 16)
    services.sweep()
    services.sweep()
    assert sent == [ended.pk]


def test_a_ready_report_is_not_swept(report: Report, sent: list[object]) -> None:
    grow_older(report.consultation, 3600)
    assert services.sweep() == 0


@pytest.mark.parametrize(("attempts", "seconds", "taken_up"), [(1, 16, 1), (4, 60, 0), (4, 121, 1)])
def test_each_attempt_waits_twice_as_long(
    ended: Consultation, sent: list[object], attempts: int, seconds: int, taken_up: int
) -> None:
    grow_older(ended, 16)
    services.sweep()
    Report.objects.update(attempts=attempts)
    grow_older(ended, seconds)
    assert services.sweep() == taken_up


def test_after_the_last_attempt_the_report_is_failed(
    ended: Consultation, sent: list[object]
) -> None:
    grow_older(ended, 16)
    services.sweep()
    Report.objects.update(attempts=services.MAX_ATTEMPTS)
    grow_older(ended, 601)
    services.sweep()
    ended.refresh_from_db()
    assert ended.report_state == Consultation.ReportState.FAILED
    assert Report.objects.get().error == services.GAVE_UP


def test_the_last_attempt_is_not_given_up_while_a_worker_is_at_it(
    ended: Consultation, sent: list[object]
) -> None:
    grow_older(ended, 16)
    row = services._row(ended)
    Report.objects.update(attempts=services.MAX_ATTEMPTS - 1)
    services._begin(row)
    services.sweep()
    assert Report.objects.get().state == Report.State.BUILDING


def test_the_sweep_walks_those_that_wait_alone(db: None) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    # Of an empty table PostgreSQL takes any index that fits.
    assert "consultation_report" in services.waiting().order_by().explain()
