"""The background work of accounts: sending e-mail. Each task gets ids and calls one function."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any, Final

from celery import shared_task
from django.db import Error as DatabaseError

from consult.accounts import mail, posting

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


@shared_task(name=posting.RESET, **PERSISTENT)
def mail_reset(user_id: int, language: str) -> None:
    """Send the link to set a new password."""
    mail.write_reset(user_id, language)


@shared_task(name=posting.INVITATION, **PERSISTENT)
def mail_invitation(invitation_id: int, number: int, language: str) -> None:
    """Send a colleague the link to their account."""
    mail.write_invitation(invitation_id, number, language)


@shared_task(name=posting.CHANGE, **PERSISTENT)
def mail_change(user_id: int, change: str, language: str) -> None:
    """Tell somebody what changed on their account."""
    mail.write_change(user_id, change, language)
