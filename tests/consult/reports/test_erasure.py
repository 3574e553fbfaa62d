"""A report never outlives the readings it was made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from consult.consultations.models import Consultation, ConsultationSummary, TenSeconds
from consult.consultations.services import participation
from consult.reports import services
from consult.reports.contents import report_contents
from consult.reports.models import Report
from consult.reports.retention import purge
from tests import cast
from tests.consult.reports import made_up
from tests.consult.reports.test_sweep import grow_older


@pytest.mark.django_db(transaction=True)
def test_erasing_readings_takes_the_report_back_and_builds_it_anew(
    report: Report, sent: list[object]
) -> None:
    consultation = report.consultation
    participation.erase_readings(cast.client_of(consultation))
    assert not Report.objects.filter(pk=report.pk).exists()
    assert sent == [consultation.pk]
    rebuilt = services.build_report(consultation.pk)
    assert rebuilt.last_reading == 0


@pytest.mark.django_db(transaction=True)
def test_erasing_during_the_call_builds_nothing_yet(
    opened: Consultation, sent: list[object]
) -> None:
    participation.erase_readings(cast.client_of(opened))
    assert sent == []


def while_it_is_counted(patch: pytest.MonkeyPatch, act: Callable[[Consultation], object]) -> None:
    """Have something happen once, after a report's readings were read and before it is stored."""

    def counted(consultation: Consultation) -> dict[str, Any]:
        figures = report_contents(consultation)
        patch.setattr(services, "report_contents", report_contents)
        act(consultation)
        return figures

    patch.setattr(services, "report_contents", counted)


def erase_the_client(consultation: Consultation) -> None:
    """As in a process that dies after the commit: nobody hears of it."""
    participation.erase_readings(cast.client_of(consultation))


def test_what_is_erased_while_it_is_counted_comes_into_no_report(
    ended: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    while_it_is_counted(monkeypatch, erase_the_client)
    assert services.build_report(ended.pk).state == Report.State.BUILDING
    assert not ConsultationSummary.objects.exists()
    assert not TenSeconds.objects.exists()
    ended.refresh_from_db()
    assert ended.report_state == Consultation.ReportState.BUILDING  # The sweep takes it up.
    rebuilt: Any = services.build_report(ended.pk).data
    assert rebuilt["participants"][0]["withheld"] == "no_readings"
    assert Report.objects.count() == 1


def test_the_clients_readings_count_where_the_counsellors_are_newer(
    opened: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_up.film(opened, seconds=5)
    made_up.film(opened, seconds=5, role="counsellor")
    over = made_up.ended(opened, seconds=5)
    while_it_is_counted(monkeypatch, erase_the_client)
    assert services.build_report(over.pk).state == Report.State.BUILDING


def test_labels_whose_time_is_over_while_they_are_counted_come_into_no_report(
    ended: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + timedelta(days=1 + ended.practice.retention_days)
    while_it_is_counted(monkeypatch, lambda consultation: purge(later))
    assert services.build_report(ended.pk).state == Report.State.BUILDING
    assert not TenSeconds.objects.exists()


def test_a_report_taken_back_while_it_is_counted_is_no_error(
    ended: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    while_it_is_counted(monkeypatch, lambda consultation: Report.objects.all().delete())
    services.build_report(ended.pk)
    assert not Report.objects.exists()


def test_a_kill_on_the_end_of_the_erasure_brings_no_purged_report_back(
    report: Report, sent: list[object]
) -> None:
    consultation = report.consultation
    assert consultation.ended_at is not None
    purge(consultation.ended_at + timedelta(days=31))
    # Nothing that waits for the commit is run in this test: so dies a process that just committed.
    participation.erase_readings(cast.client_of(consultation))
    assert not Report.objects.exists()
    grow_older(consultation, 3600)
    assert (services.sweep(), sent) == (1, [consultation.pk])
    rebuilt: Any = services.build_report(consultation.pk).data
    assert rebuilt["participants"][0]["withheld"] == "no_readings"
    assert services.sweep() == 0


def test_a_report_that_was_taken_back_is_not_kept_for_outliving_its_readings(
    report: Report,
) -> None:
    """So an older version left it: taken back by its state, and its row still there."""
    Report.objects.update(readings_deleted_at=report.built_at)
    report.consultation.readings.all().delete()
    Consultation.objects.update(report_state="building")
    rebuilt: Any = services.build_report(report.consultation_id).data
    assert rebuilt["participants"][0]["withheld"] == "no_readings"
    assert Report.objects.count() == 1
