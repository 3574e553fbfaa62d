"""Going through many items, of which one that fails must not hold up the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from celery.exceptions import SoftTimeLimitExceeded

log = structlog.get_logger(__name__)


class PartialFailure(Exception):
    """Some could not be done; each is in the log, and all others are done."""


class ErrorIsolation:
    """Notes what failed and raises at the end: the task must still count as failed."""

    def __init__(self, event: str) -> None:
        self.event = event
        self.failed: list[str] = []

    @contextmanager
    def each(self, **what: Any) -> Iterator[None]:
        """Do one; an exception costs a line in the log that names `what`, by ids alone."""
        try:
            yield
        except SoftTimeLimitExceeded:
            raise  # The task's time is over, whichever it was at.
        except Exception as error:
            log.exception(self.event, **what)
            self.failed.append(type(error).__name__)

    def raise_if_failed(self) -> None:
        """Raise PartialFailure if any failed."""
        if self.failed:
            raise PartialFailure(
                f"{self.event}: {len(self.failed)} ({', '.join(set(self.failed))})"
            )
