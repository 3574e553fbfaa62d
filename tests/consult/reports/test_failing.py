"""A report that cannot be built: failed in the open, and built once more on request."""

from __future__ import annotations

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, InterfaceError
from pytest_django import DjangoCaptureOnCommitCallbacks as CaptureOnCommit

from consult.consultations import selectors
from consult.consultations.models import Consultation
from consult.reports import services
from consult.reports.contents import model_versions
from consult.reports.models import Report


def refuse(error: Exception) -> object:
    def contents(consultation: Consultation) -> dict[str, object]:
        raise error

    return contents


def newest(consultation: Consultation) -> dict[str, object]:
    """Return what makes a report the one of all that is stored."""
    return {
        "model_version": model_versions(consultation),
        "last_reading": selectors.last_reading_id(consultation),
    }


@pytest.fixture
def failed(ended: Consultation, monkeypatch: pytest.MonkeyPatch) -> Report:
    with monkeypatch.context() as broken:
        broken.setattr(services, "report_contents", refuse(ValueError("Erin's 0.3")))
        return services.build_report(ended.pk)


def test_a_fault_of_ours_fails_the_report_without_naming_anybody(failed: Report) -> None:
    assert failed.state == Report.State.FAILED
    assert failed.error == services.CANNOT_BUILD
    failed.consultation.refresh_from_db()
    assert failed.consultation.report_state == Consultation.ReportState.FAILED


@pytest.mark.parametrize(
    "error", [DatabaseError, InterfaceError, MemoryError, SoftTimeLimitExceeded]
)
def test_what_the_machine_did_leaves_the_report_to_another_attempt(
    ended: Consultation, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    monkeypatch.setattr(services, "report_contents", refuse(error()))
    with pytest.raises(error):
        services.build_report(ended.pk)
    left = Report.objects.get()
    assert (left.state, left.attempts) == (Report.State.BUILDING, 1)


def test_a_failed_report_is_built_anew_on_request(
    failed: Report,
    sent: list[object],
    django_capture_on_commit_callbacks: CaptureOnCommit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        services.rebuild(failed.consultation)
    assert sent == [failed.consultation_id]
    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error) == (Report.State.BUILDING, 0, "")
    assert services.build_report(failed.consultation_id).state == Report.State.READY


@pytest.mark.parametrize("row", [Report.State.FAILED, Report.State.BUILDING])
def test_try_again_reaches_whatever_the_consultation_calls_failed(
    failed: Report,
    row: str,
    sent: list[object],
    django_capture_on_commit_callbacks: CaptureOnCommit,
) -> None:
    """An attempt by an operator that was lost left such rows, before it was noted."""
    Report.objects.update(state=row, attempts=2)
    with django_capture_on_commit_callbacks(execute=True):
        services.rebuild(failed.consultation)
    assert sent == [failed.consultation_id]
    assert Consultation.objects.get().report_state == Consultation.ReportState.BUILDING


def test_a_report_on_its_way_is_not_sent_for_again(
    ended: Consultation, sent: list[object], django_capture_on_commit_callbacks: CaptureOnCommit
) -> None:
    services._begin(services._row(ended))
    with django_capture_on_commit_callbacks(execute=True):
        services.rebuild(ended)
    assert sent == []


def test_a_ready_report_is_not_built_anew(
    report: Report,
    sent: list[object],
    django_capture_on_commit_callbacks: CaptureOnCommit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        services.rebuild(report.consultation)
    assert sent == []
    report.refresh_from_db()
    assert report.state == Report.State.READY


def test_a_report_that_ends_its_workers_is_given_up(ended: Consultation) -> None:
    """Such a task comes back from the broker each time, long before any sweep."""
    Report.objects.create(consultation=ended, attempts=services.MAX_ATTEMPTS, **newest(ended))
    assert services.build_report(ended.pk).error == services.GAVE_UP
