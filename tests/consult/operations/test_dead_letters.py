"""Tasks that failed for good are written down, without what they were about."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from celery import signals
from django.core.cache import cache
from django.utils import timezone

from consult.accounts.tasks import mail_invitation
from consult.celery import app
from consult.operations import dead_letters, task_monitor, tasks
from consult.operations.models import DeadLetter
from consult.reports.tasks import build


def fail(task: Any, *args: Any, error: Exception, **kwargs: Any) -> DeadLetter:
    """Let Celery say that a task failed, as a worker does after the last attempt."""
    signals.task_failure.send(sender=task, exception=error, args=args, kwargs=kwargs)
    return DeadLetter.objects.get()


def test_a_report_that_failed_is_kept_by_its_id(db: None) -> None:
    key = str(uuid.uuid4())
    letter = fail(build, key, error=ValueError("Erin's 0.3"))
    assert (letter.task, letter.arguments, letter.error) == ("reports.build", [key], "ValueError")
    assert letter.complete
    assert letter.attempts == 1


def test_a_mail_that_failed_leaves_no_address_and_no_word(db: None) -> None:
    letter = fail(mail_invitation, "erin@example.org", 1, "Hello Erin", error=OSError("x"))
    assert letter.arguments == [None, 1, None]
    assert not letter.complete
    assert not dead_letters.run_again(letter)


def test_a_mail_that_failed_can_be_sent_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []

    def take(*order: Any) -> bool:
        sent.append(order)
        return True

    monkeypatch.setattr(dead_letters, "enqueue", take)
    letter = fail(mail_invitation, 7, 1, "uk", error=OSError("x"))
    assert letter.complete
    assert dead_letters.run_again(letter)
    assert sent == [("accounts.mail_invitation", [7, 1, "uk"])]


def test_named_arguments_are_not_kept(db: None) -> None:
    letter = fail(build, error=ValueError(), consultation_id="Erin")
    assert (letter.arguments, letter.complete) == ([], False)


def test_an_exception_in_a_worker_is_heard(db: None) -> None:
    @app.task(name="tests.fails")
    def fails(number: int) -> None:
        raise LookupError(number)

    fails.apply(args=(7,), throw=False)
    letter = DeadLetter.objects.get()
    assert (letter.task, letter.arguments, letter.error) == ("tests.fails", [7], "LookupError")


def test_a_task_that_will_be_tried_again_is_not_dead(db: None) -> None:
    signals.task_retry.send(sender=build, request=None, reason="x", einfo=None)
    assert not DeadLetter.objects.exists()


def test_of_two_who_run_it_again_one_sends_it(db: None) -> None:
    letter = fail(build, str(uuid.uuid4()), error=ValueError())
    same = DeadLetter.objects.get()
    assert dead_letters.run_again(letter)
    assert not dead_letters.run_again(same)


def test_old_failures_are_forgotten(db: None) -> None:
    fail(build, 1, error=ValueError())
    DeadLetter.objects.update(at=timezone.now() - dead_letters.KEPT - timedelta(days=1))
    tasks.tidy()
    assert not DeadLetter.objects.exists()


def test_a_task_that_was_done_is_seen() -> None:
    app.loader.import_default_modules()
    [before] = [one for one in task_monitor.planned(timezone.now()) if one.task == "reports.sweep"]
    assert (before.done_at, before.late) == (None, False)
    task_monitor.note("reports.sweep")
    [after] = [one for one in task_monitor.planned(timezone.now()) if one.task == "reports.sweep"]
    assert after.done_at is not None
    assert not after.late


def test_a_task_that_was_not_done_for_long_is_late() -> None:
    task_monitor.note("reports.sweep")
    later = timezone.now() + timedelta(hours=1)
    [sweep] = [one for one in task_monitor.planned(later) if one.task == "reports.sweep"]
    assert sweep.late


def test_what_waits_is_counted() -> None:
    before = task_monitor.queue()
    assert before.waiting is not None
    app.send_task("reports.sweep")
    assert task_monitor.queue().waiting == before.waiting + 1


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    cache.clear()
