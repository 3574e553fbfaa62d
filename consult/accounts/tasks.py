"""The background work of accounts: sending e-mail. Each task gets ids and calls one function."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any, Final

import structlog
from celery import shared_task
from django.db import Error as DatabaseError

from consult.accounts import mail, mail_queue

log = structlog.get_logger(__name__)

LOOK_AGAIN_S: Final = 2
LOOKS: Final = 30
"""For a minute: longer than any request's transaction may last."""
PERSISTENT: Final[dict[str, Any]] = {
    # The mail is written when it is sent, of rows that are read then.
    "autoretry_for": (SMTPException, OSError, DatabaseError),
    "retry_backoff": 2,
    # Held back for longer, and then behind the longest task, it would be over the broker's
    # visibility_timeout: given out a second time, and sent twice.
    "retry_backoff_max": 45,
    "retry_jitter": True,
    "max_retries": 40,
}
"""How a task that sends mail is tried again: for about a quarter of an hour, as jitter halves the
waits of 2, 4, 8, 16, 32 and then 45 s."""


@shared_task(name=mail_queue.RESET, **PERSISTENT)
def mail_reset(user_id: int, language: str) -> None:
    """Send the link to set a new password."""
    mail.write_reset(user_id, language)


@shared_task(name=mail_queue.INVITATION, bind=True, **PERSISTENT)
def mail_invitation(
    self: Any, invitation_id: int, number: int, language: str, looks: int = 0
) -> None:
    """Send a colleague the link to their account, as soon as the invitation is committed; `looks`:
    how often it was looked for before.

    Each look is an order of its own and no retry: those are the mail server's, all of them.
    """
    try:
        mail.write_invitation(invitation_id, number, language)
    except mail.NotThere:
        if looks >= LOOKS:
            log.info("invitation_gone", invitation=invitation_id)
            return
        again = (invitation_id, number, language, looks + 1)
        self.apply_async(again, countdown=LOOK_AGAIN_S)


@shared_task(name=mail_queue.CHANGE, **PERSISTENT)
def mail_change(user_id: int, change: str, language: str) -> None:
    """Tell somebody what changed on their account."""
    mail.write_change(user_id, change, language)
