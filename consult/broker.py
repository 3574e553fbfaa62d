"""Celery's broker as requests use it: it fails soon instead of making anybody wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import structlog
from celery import current_app
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)

_IMPATIENT: Final = {
    "socket_timeout": 1.0,
    "socket_connect_timeout": 1.0,
    "max_retries": 1,
    "interval_start": 0.1,
    "interval_max": 0.1,
}


@contextmanager
def impatient_connection() -> Iterator[Any]:
    """Give a connection of its own, with time limits.

    A broker that refuses costs 0.1 s, one that hangs 2 s. Celery's pooled connection has no time
    limit of its own (a stopped Valkey held a request for good), hence one for each message: 10 ms.

    Raises what sending raises: `kombu.exceptions.OperationalError` or OSError.
    """
    with current_app.connection_for_write() as connection:
        connection.transport_options = (connection.transport_options or {}) | _IMPATIENT
        yield connection


def enqueue(task: str, arguments: Sequence[Any]) -> bool:
    """Send a task by its name; return whether the broker took it.

    A broker that refuses or hangs costs a line in the log, not the request: what must be done all
    the same is sent again by a sweep. By name, so that a service need not import its own tasks.
    """
    try:
        with impatient_connection() as connection:
            order = current_app.signature(task, args=tuple(arguments))
            order.apply_async(connection=connection, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("task_not_enqueued", task=task, error=type(error).__name__)
        return False
    return True
