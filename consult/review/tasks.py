"""The background work of the review; beat sends it, see `consult.celery`."""

from __future__ import annotations

import uuid

import structlog
from celery import shared_task
from django.utils import timezone

from consult.accounts.tasks import PERSISTENT
from consult.review.services import outcomes, reminding

log = structlog.get_logger(__name__)


@shared_task(name="review.remind")
def remind() -> None:
    """Ask clients who have not rated, once."""
    sent = reminding.remind(timezone.now())
    if sent:
        log.info("ratings_asked_for", mails=sent)


@shared_task(name=reminding.ASK, **PERSISTENT)
def ask(consultation_id: str) -> None:
    """Write to one client who has not rated."""
    reminding.ask(uuid.UUID(consultation_id))


@shared_task(name="review.catch_up")
def catch_up() -> None:
    """Write the outcomes that consultations lack."""
    written = outcomes.catch_up()
    if written:
        log.info("outcomes_caught_up", consultations=written)
