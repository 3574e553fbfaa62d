"""Writing down tasks that failed for good, without what they were about, and sending them again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from django.conf import settings
from django.utils import timezone

from consult.accounts.mail_queue import CHANGES
from consult.broker import enqueue
from consult.operations.models import DeadLetter

log = structlog.get_logger(__name__)

KEPT: Final = timedelta(days=90)
_OWN_WORDS: Final = (*dict(settings.LANGUAGES), *CHANGES)
"""What tasks are given besides ids."""


def write_down(
    task: str, arguments: Sequence[Any], *, named: bool, error: BaseException, attempts: int
) -> DeadLetter:
    """Keep a task that failed; `named`: it had keyword arguments, which are not kept."""
    kept = [_without_person(one) for one in arguments]
    complete = not named and None not in kept
    letter = DeadLetter.objects.create(
        task=task[:120],
        arguments=kept,
        complete=complete,
        error=type(error).__name__[:120],
        attempts=attempts,
        at=timezone.now(),
    )
    log.error("task_given_up", task=task, error=letter.error, attempts=attempts)
    return letter


def run_again(letter: DeadLetter) -> bool:
    """Send a task to the workers once more; False where it cannot be or the broker is away.

    Of two operators who press the button at once, one sends it.
    """
    if not letter.complete:
        return False
    before, letter.run_again_at = letter.run_again_at, timezone.now()
    mine = DeadLetter.objects.filter(pk=letter.pk, run_again_at=before)
    if not mine.update(run_again_at=letter.run_again_at):
        return False
    if enqueue(letter.task, letter.arguments):
        return True
    DeadLetter.objects.filter(pk=letter.pk).update(run_again_at=before)
    return False


def forget_old(now: datetime) -> int:
    """Delete what failed long ago; return how many."""
    return DeadLetter.objects.filter(at__lt=now - KEPT).delete()[0]


def _without_person(argument: Any) -> Any:
    """Return an id, number, truth value or word of ours as it is; None for what could be of a
    person.
    """
    if isinstance(argument, bool | int | float) or argument in _OWN_WORDS:
        return argument
    try:
        return str(uuid.UUID(argument))
    except (TypeError, ValueError, AttributeError):
        return None
