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
_IMPATIENT: Final = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.1}


def send_to_workers(consultation_id: uuid.UUID) -> bool:
    """Enqueue the building of one report; return whether the broker took it.

    A broker that cannot be reached costs 0.1 s and a line in the log: the request that ended the
    consultation succeeds, and the sweep sends the report again.
    """
    try:
        current_app.send_task(
            BUILD, args=[str(consultation_id)], retry=True, retry_policy=_IMPATIENT
        )
    except (OperationalError, OSError) as error:
        log.warning("report_not_enqueued", error=type(error).__name__)
        return False
    return True
