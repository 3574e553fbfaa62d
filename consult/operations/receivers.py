"""What is heard of Celery: that a task failed for good, when one was done, that a worker lives."""

from __future__ import annotations

from typing import Any

from celery import signals
from django.db import DatabaseError

from consult import pulse
from consult.operations import dead_letters, tasks_seen


def connect() -> None:
    """Start listening; called once, when the app is ready."""
    signals.task_failure.connect(_on_failure, weak=False, dispatch_uid="dead-letter")
    signals.task_success.connect(_on_success, weak=False, dispatch_uid="task-seen")
    signals.heartbeat_sent.connect(_on_heartbeat, weak=False, dispatch_uid="worker-alive")


def _on_failure(sender: Any, exception: BaseException, args: Any, kwargs: Any, **rest: Any) -> None:
    """Write it down. Celery sends this when no further attempt will be made.

    Without a database there is nowhere to write: what matters then is in the log already, and a
    report is found by the sweep.
    """
    attempts = int(getattr(sender.request, "retries", 0) or 0) + 1
    try:
        dead_letters.write_down(
            sender.name, args or (), named=bool(kwargs), error=exception, attempts=attempts
        )
    except DatabaseError:
        dead_letters.log.exception("dead_letter_not_written", task=sender.name)


def _on_success(sender: Any, **rest: Any) -> None:
    tasks_seen.note(sender.name)


def _on_heartbeat(**rest: Any) -> None:
    pulse.note(pulse.REPORTS)
