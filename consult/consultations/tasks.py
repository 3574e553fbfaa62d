"""The background work of consultations; beat sends it, see `consult.celery`."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.utils import timezone

from consult.consultations.services import scheduling

log = structlog.get_logger(__name__)


@shared_task(name="consultations.close_missed")
def close_missed() -> None:
    """Take appointments that nobody opened out of what is planned."""
    closed = scheduling.close_missed(timezone.now())
    if closed:
        log.info("appointments_not_held", closed=closed)
