"""The tasks: thin, JSON only, acknowledged late, and never in the way of a request."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from celery import Celery
from celery.exceptions import SoftTimeLimitExceeded
from django.db import Error
from pytest_django import DjangoCaptureOnCommitCallbacks

from consult import broker
from consult.celery import app
from consult.consultations.models import Consultation
from consult.consultations.services import scheduling
from consult.reports import dispatch, receivers, tasks
from consult.reports.models import Report


def test_a_lost_worker_gives_its_task_back() -> None:
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.broker_transport_options["visibility_timeout"] > app.conf.task_time_limit


def test_no_task_is_held_back_until_it_is_given_out_twice() -> None:
    app.loader.import_default_modules()
    longest = {name: getattr(task, "retry_backoff_max", 0) for name, task in app.tasks.items()}
    held = app.conf.broker_transport_options["visibility_timeout"] - app.conf.task_time_limit
    assert longest["review.ask"] > 0  # It has the attempts of all mail.
    assert {name for name, seconds in longest.items() if seconds >= held} == set()


def test_a_pickle_is_not_accepted() -> None:
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_serializer == "json"


def test_beat_sends_only_tasks_that_exist() -> None:
    app.loader.import_default_modules()
    planned = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert planned | {dispatch.BUILD} <= set(app.tasks)


def test_what_deletes_by_age_is_in_the_plan() -> None:
    """At least daily: whatever is kept too long is kept a day too long at most."""
    planned = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}
    assert planned["reports.purge"] <= 24 * 3600
    for task in ("operations.tidy", "integrations.tidy"):
        plan = planned[task]
        daily = (plan.day_of_week, plan.day_of_month, plan.month_of_year)
        assert [len(days) for days in daily] == [7, 31, 12], task


def test_building_is_retried_after_database_and_network_errors() -> None:
    task: Any = tasks.build
    assert {Error, OSError, MemoryError, SoftTimeLimitExceeded} == set(task.autoretry_for)
    assert task.retry_backoff
    assert task.retry_jitter
    assert task.max_retries == 6


def test_the_task_builds_the_report(ended: Consultation) -> None:
    tasks.build(str(ended.pk))
    assert Report.objects.get().state == Report.State.READY


def test_a_task_for_nothing_ends_quietly(opened: Consultation) -> None:
    tasks.build(str(uuid.uuid4()))
    tasks.build(str(opened.pk))
    assert not Report.objects.exists()


def test_the_periodic_tasks_run(db: None) -> None:
    tasks.sweep()
    tasks.settle()
    tasks.purge()


def test_ending_a_consultation_sends_its_report_to_the_workers(
    opened: Consultation,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sent: list[uuid.UUID] = []
    monkeypatch.setattr(receivers, "send_to_workers", sent.append)
    with django_capture_on_commit_callbacks(execute=True):
        scheduling.end_consultation(opened)
    assert sent == [opened.pk]


def test_the_broker_takes_a_report() -> None:
    assert dispatch.send_to_workers(uuid.uuid4())


def test_a_broker_that_is_away_does_not_hold_up_the_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nowhere = Celery("nowhere", broker="redis://127.0.0.1:1/0", set_as_current=False)
    monkeypatch.setattr(broker, "current_app", nowhere)
    waits: list[float] = []
    monkeypatch.setattr("kombu.utils.functional.sleep", waits.append)
    assert not dispatch.send_to_workers(uuid.uuid4())
    assert sum(waits) < 1
