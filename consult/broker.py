"""A connection to Celery's broker for requests: it fails soon instead of making anybody wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from celery import current_app

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
