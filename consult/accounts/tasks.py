"""The background work of accounts: sending e-mail."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any, Final

from celery import shared_task
from django.core.mail import send_mail

PERSISTENT: Final[dict[str, Any]] = {
    "autoretry_for": (SMTPException, OSError),
    "retry_backoff": 2,
    # Held back for longer, and then behind the longest task, it would be over the broker's
    # visibility_timeout: given out a second time, and sent twice.
    "retry_backoff_max": 45,
    "retry_jitter": True,
    "max_retries": 40,
}
"""How a task that sends mail is tried again: for about a quarter of an hour, as jitter halves the
waits of 2, 4, 8, 16, 32 and then 45 s."""


@shared_task(name="accounts.deliver", **PERSISTENT)
def deliver(to: str, subject: str, body: str, html: str = "") -> None:
    """Hand one message to somebody with an account, or to be, to the mail server.

    Mail to clients does not come here: what waits in the broker no erasure reaches.
    """
    send_mail(subject, body, None, [to], html_message=html or None)
