"""The background work of operations; beat sends it, see `consult.celery`."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from consult.accounts import invitations, lockout, sessions
from consult.accounts.tasks import PERSISTENT
from consult.operations import dead_letters, letters

log = structlog.get_logger(__name__)


@shared_task(name="operations.tidy")
def tidy() -> None:
    """Delete sessions that have ended, invitations nobody took up, failed sign-ins that lock nobody
    out any more, and what was kept of old tasks and letters.
    """
    call_command("clearsessions")
    now = timezone.now()
    deleted = {
        "browsers": sessions.forget_ended(now),
        "invitations": invitations.forget_expired(now),
        "sign_ins": lockout.forget_old(now),
        "letters": dead_letters.forget_old(now),
        "copies": letters.forget_copies(now),
    }
    if any(deleted.values()):
        log.info("tidied", **deleted)


@shared_task(name="operations.practice_reports")
def practice_reports() -> None:
    """Send administrators the reports of the week and the month that are over."""
    sent = letters.send_due(timezone.now())
    if sent:
        log.info("practice_reports_sent", letters=sent)


@shared_task(name=letters.DELIVER, **PERSISTENT)
def practice_letter(letter_id: int, reader_id: int) -> None:
    """Write one administrator one of these reports."""
    letters.deliver(letter_id, reader_id)
