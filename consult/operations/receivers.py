"""What is heard of background work: what failed for good, what was done, that a worker lives."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from typing import Any

from celery import signals
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseError

from consult import heartbeat, metrics
from consult.operations import dead_letters, task_monitor
from consult.operations.checks import refuse_weak_settings
from consult.reports.dispatch import BUILD
from consult.reports.signals import report_failed
from consult.startup_gate import await_tables


def connect() -> None:
    """Start listening; called once, when the app is ready."""
    signals.task_failure.connect(_on_failure, weak=False, dispatch_uid="dead-letter")
    report_failed.connect(_on_failed_report)
    signals.task_success.connect(_on_success, weak=False, dispatch_uid="task-seen")
    signals.before_task_publish.connect(_on_sending, weak=False, dispatch_uid="task-stamped")
    signals.task_prerun.connect(_on_start, weak=False, dispatch_uid="task-timed")
    signals.task_postrun.connect(_on_end, weak=False, dispatch_uid="task-counted")
    signals.worker_init.connect(_on_worker, weak=False, dispatch_uid="worker-metrics")
    signals.beat_init.connect(_on_beat, weak=False, dispatch_uid="beat-metrics")
    signals.heartbeat_sent.connect(_on_heartbeat, weak=False, dispatch_uid="worker-alive")


def _on_failure(sender: Any, exception: BaseException, args: Any, kwargs: Any, **rest: Any) -> None:
    """Write it down. Celery sends this when no further attempt will be made."""
    attempts = int(getattr(sender.request, "retries", 0) or 0) + 1
    _write_down(sender.name, args or (), named=bool(kwargs), error=exception, attempts=attempts)


def _on_failed_report(
    consultation_id: uuid.UUID, error: BaseException, attempts: int, **rest: Any
) -> None:
    """Write it down as the task that builds it. No task failed: it kept what became of the report,
    or the sweep gave up what no task could.
    """
    _write_down(BUILD, [str(consultation_id)], named=False, error=error, attempts=attempts)


def _write_down(task: str, arguments: Sequence[Any], **what: Any) -> None:
    """Keep it, where there is a database to keep it in: what matters else is in the log already,
    and a report is found by the sweep.
    """
    try:
        dead_letters.write_down(task, arguments, **what)
    except DatabaseError:
        dead_letters.log.exception("dead_letter_not_written", task=task)


def _on_success(sender: Any, **rest: Any) -> None:
    task_monitor.note(sender.name)


def _on_heartbeat(**rest: Any) -> None:
    heartbeat.note(heartbeat.REPORTS)


def _on_sending(headers: dict[str, Any] | None = None, **rest: Any) -> None:
    if headers is not None:
        task_monitor.stamp(headers)


def _on_start(task: Any, **rest: Any) -> None:
    task.request.began = time.perf_counter()


def _on_end(task: Any, state: str | None = None, **rest: Any) -> None:
    metrics.TASKS.labels(task.name, state or "unknown").inc()
    metrics.TASK_SECONDS.labels(task.name).observe(time.perf_counter() - task.request.began)


def _on_worker(**rest: Any) -> None:
    _refuse_weak_settings()
    await_tables()
    metrics.serve(heartbeat.REPORTS)


def _on_beat(**rest: Any) -> None:
    _refuse_weak_settings()
    metrics.serve(heartbeat.BEAT)


def _refuse_weak_settings() -> None:
    """End this process. Celery itself asks Django's checks, and goes on whatever they find."""
    try:
        refuse_weak_settings()
    except ImproperlyConfigured as error:
        # Celery logs a receiver's exception and goes on, unless it is this one.
        raise SystemExit(str(error)) from error
