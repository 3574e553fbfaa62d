"""Building a report once, however often it is asked for."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from consult.consultations.models import Consultation, Reading
from consult.consultations.services import participation
from consult.consultations.signals import report_changed
from consult.reports import services
from consult.reports.contents import report_contents
from consult.reports.errors import NotEnded
from consult.reports.models import Report
from tests import cast
from tests.consult.reports import made_up


@pytest.fixture
def heard() -> Iterator[list[tuple[str, int]]]:
    """What whoever watches is told of reports."""
    told: list[tuple[str, int]] = []

    def listen(state: str, attempt: int, **kwargs: object) -> None:
        told.append((state, attempt))

    report_changed.connect(listen)
    yield told
    report_changed.disconnect(listen)


def test_an_ended_consultation_gets_a_ready_report(ended: Consultation) -> None:
    report = services.build_report(ended.pk)
    assert report.state == Report.State.READY
    assert report.built_at is not None
    assert (report.kind, report.model_version) == ("consultation", made_up.MODEL)
    assert report.last_reading == Reading.objects.latest("pk").pk
    ended.refresh_from_db()
    assert ended.report_state == Consultation.ReportState.READY


def test_building_twice_changes_nothing(report: Report) -> None:
    before = Report.objects.values().get()
    services.build_report(report.consultation_id)
    assert Report.objects.values().get() == before


def test_two_builds_at_once_store_one_report_and_tell_of_it_once(
    ended: Consultation,
    monkeypatch: pytest.MonkeyPatch,
    heard: list[tuple[str, int]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def meanwhile(consultation: Consultation) -> dict[str, object]:
        monkeypatch.setattr(services, "report_contents", report_contents)
        services.build_report(consultation.pk)
        return report_contents(consultation)

    monkeypatch.setattr(services, "report_contents", meanwhile)
    with django_capture_on_commit_callbacks(execute=True):
        services.build_report(ended.pk)
    assert Report.objects.count() == 1
    assert heard == [("building", 1), ("building", 2), ("ready", 2)]


def test_the_dashboards_hear_of_an_attempt_and_of_a_ready_report(
    ended: Consultation,
    heard: list[tuple[str, int]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        services.build_report(ended.pk)
    assert heard == [("building", 1), ("ready", 1)]


def test_a_consultation_without_readings_gets_a_report_that_says_so(empty: Consultation) -> None:
    report = services.build_report(empty.pk)
    assert (report.state, report.last_reading, report.model_version) == ("ready", 0, "")
    assert report.data is not None
    assert report.data["participants"] == []


def test_an_open_consultation_gets_no_report(opened: Consultation) -> None:
    with pytest.raises(NotEnded):
        services.build_report(opened.pk)
    assert not Report.objects.exists()


def test_an_erased_consultation_is_reported_missing(db: None) -> None:
    with pytest.raises(Consultation.DoesNotExist):
        services.build_report(uuid.uuid4())


def test_a_report_of_erased_readings_does_not_outlive_the_next_one(report: Report) -> None:
    participation.erase_readings(cast.client_of(report.consultation))
    newer = services.build_report(report.consultation_id)
    assert list(Report.objects.all()) == [newer]
    assert newer.data is not None
    erin = newer.data["participants"][0]
    assert (erin["shares"], erin["withheld"]) == (None, "no_readings")


def test_the_stored_figures_name_nobody(report: Report) -> None:
    assert "Erin" not in str(report.data)
