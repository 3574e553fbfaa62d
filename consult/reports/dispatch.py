"""Handing a report to the workers, without making anybody wait for a broker that is away."""

from __future__ import annotations

import uuid
from typing import Final

import structlog
from celery import current_app
from kombu.exceptions import OperationalError

from consult.broker import impatient_connection

log = structlog.get_logger(__name__)

BUILD: Final = "reports.build"
"""The task's name: sending by name keeps this module free of the tasks, which need services."""


def send_to_workers(consultation_id: uuid.UUID) -> bool:
    """Enqueue the building of one report; return whether the broker took it.

    A broker that refuses or hangs costs a line in the log: the request that ended the
    consultation succeeds, and the sweep sends the report again.
    """
    try:
        with impatient_connection() as connection:
            current_app.send_task(
                BUILD, args=[str(consultation_id)], connection=connection, retry=False
            )
    except (OperationalError, OSError) as error:
        log.warning("report_not_enqueued", error=type(error).__name__)
        return False
    return True
