"""Handing a report to the workers, without making anybody wait for a broker that is away."""

from __future__ import annotations

import uuid
from typing import Final

import structlog
from celery import current_app
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)

BUILD: Final = "reports.build"
"""The task's name: sending by name keeps this module free of the tasks, which need services."""
_IMPATIENT: Final = {
    "socket_timeout": 1.0,
    "socket_connect_timeout": 1.0,
    "max_retries": 1,
    "interval_start": 0.1,
    "interval_max": 0.1,
}


def send_to_workers(consultation_id: uuid.UUID) -> bool:
    """Enqueue the building of one report; return whether the broker took it.

    A broker that refuses costs 0.1 s, one that hangs 2 s, and a line in the log: the request that
    ended the consultation succeeds, and the sweep sends the report again. Celery's pooled
    connection has no time limit of its own (a stopped Valkey held a request for good), hence a
    connection for each report: 10 ms.
    """
    try:
        with current_app.connection_for_write() as connection:
            connection.transport_options = (connection.transport_options or {}) | _IMPATIENT
            current_app.send_task(
                BUILD, args=[str(consultation_id)], connection=connection, retry=False
            )
    except (OperationalError, OSError) as error:
        log.warning("report_not_enqueued", error=type(error).__name__)
        return False
    return True
