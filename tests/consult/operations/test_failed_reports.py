"""A report that fails for good is an entry of *Failed tasks*, and is built from there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks as CaptureOnCommit

from consult.consultations.models import Consultation
from consult.operations import dead_letters
from consult.operations.models import DeadLetter
from consult.reports import services
from consult.reports.contents import report_contents
from consult.reports.models import Report
from consult.reports.tasks import build
from tests.consult.reports import made_up


@pytest.fixture
def ended(opened: Consultation) -> Consultation:
    made_up.film(opened)
    return made_up.ended(opened)


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the workers at hand: what is sent to them is done at once."""

    def work(task: str, arguments: list[str]) -> bool:
        assert task == build.name
        build.apply(args=tuple(arguments))
        return True

    monkeypatch.setattr(dead_letters, "enqueue", work)


def break_contents(monkeypatch: pytest.MonkeyPatch, *errors: Exception) -> None:
    """Let one attempt after another fail, and those after them be good."""
    waiting, contents = list(errors), report_contents

    def fail(consultation: Consultation) -> dict[str, object]:
        if waiting:
            raise waiting.pop(0)
        return contents(consultation)

    monkeypatch.setattr(services, "report_contents", fail)


def test_a_fault_is_an_entry_and_run_again_builds_it(
    ended: Consultation,
    workers: None,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: CaptureOnCommit,
) -> None:
    break_contents(monkeypatch, ValueError("Erin's 0.3"))
    with django_capture_on_commit_callbacks(execute=True):
        build.apply(args=(str(ended.pk),))
    letter = DeadLetter.objects.get()
    assert (letter.task, letter.arguments) == ("reports.build", [str(ended.pk)])
    assert (letter.error, letter.attempts, letter.complete) == ("ValueError", 1, True)
    assert dead_letters.run_again(letter)
    assert Report.objects.get().state == Report.State.READY


def test_what_the_sweep_gives_up_is_an_entry(
    ended: Consultation, workers: None, django_capture_on_commit_callbacks: CaptureOnCommit
) -> None:
    Consultation.objects.update(ended_at=timezone.now() - timedelta(minutes=5))
    row = services._row(ended)
    Report.objects.update(attempts=services.MAX_ATTEMPTS)
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            services.sweep()
    letter = DeadLetter.objects.get()
    assert (letter.arguments, letter.error, letter.attempts) == ([str(ended.pk)], "GaveUp", 6)
    assert dead_letters.run_again(letter)
    row.refresh_from_db()
    ended.refresh_from_db()
    assert (row.state, ended.report_state) == ("ready", "ready")


def test_an_attempt_of_an_operator_that_is_lost_is_found_by_the_sweep(
    ended: Consultation,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: CaptureOnCommit,
) -> None:
    """The database went away in it, and the broker lost the retry."""
    break_contents(monkeypatch, ValueError(), DatabaseError())
    with django_capture_on_commit_callbacks(execute=True):
        build.apply(args=(str(ended.pk),))
    with pytest.raises(DatabaseError):
        services.build_report(ended.pk)
    ended.refresh_from_db()
    assert ended.report_state == Report.objects.get().state == Report.State.BUILDING
    Consultation.objects.update(ended_at=timezone.now() - timedelta(hours=1))
    Report.objects.update(tried_at=timezone.now() - timedelta(minutes=11))
    monkeypatch.setattr(services, "send_to_workers", lambda one: bool(services.build_report(one)))
    services.sweep()
    assert Report.objects.get().state == Report.State.READY


@pytest.mark.parametrize("error", [MemoryError(), SoftTimeLimitExceeded()])
def test_what_the_machine_did_is_tried_again_and_is_no_entry(
    ended: Consultation,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: CaptureOnCommit,
) -> None:
    break_contents(monkeypatch, error)
    with django_capture_on_commit_callbacks(execute=True):
        build.apply(args=(str(ended.pk),))
    assert Report.objects.get().state == Report.State.READY
    assert not DeadLetter.objects.exists()
