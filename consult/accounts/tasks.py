"""The background work of accounts: sending e-mail."""

from __future__ import annotations

from smtplib import SMTPException

from celery import shared_task
from django.core.mail import send_mail


@shared_task(
    name="accounts.deliver",
    autoretry_for=(SMTPException, OSError),
    retry_backoff=2,
    retry_backoff_max=300,
    retry_jitter=True,
    max_retries=8,
)
def deliver(to: str, subject: str, body: str, html: str = "") -> None:
    """Hand one message to the mail server; tried again for about a quarter of an hour."""
    send_mail(subject, body, None, [to], html_message=html or None)
