"""The background work of webhooks: each task calls one service."""

from __future__ import annotations

import uuid

import structlog
from celery import shared_task

from consult.integrations.services import webhooks

log = structlog.get_logger(__name__)


# Limits of one read each add up to nothing: a server may send its answer byte by byte.
@shared_task(name=webhooks.DELIVER, soft_time_limit=20, time_limit=30)
def deliver(delivery_id: str) -> None:
    """Make one attempt to deliver; the sweep makes the next one."""
    webhooks.deliver(uuid.UUID(delivery_id))


@shared_task(name="integrations.sweep")
def sweep() -> None:
    """Send what waits for another attempt."""
    sent = webhooks.send_due()
    if sent:
        log.info("webhooks_swept", sent=sent)


@shared_task(name="integrations.tidy")
def tidy() -> None:
    """Forget what was told long ago."""
    forgotten = webhooks.forget_old()
    if forgotten:
        log.info("webhooks_forgotten", deliveries=forgotten)
