"""The one mail that asks a client for a rating."""

from __future__ import annotations

from django.db import models

from consult.consultations.models import Consultation


class Reminder(models.Model):
    """That a client is written to (`accounts.mail_once`). The row is the claim: whoever makes it
    hands over the task.
    """

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, related_name="rating_reminder"
    )
    at = models.DateTimeField()
    """When the task was last handed over."""
    orders = models.PositiveSmallIntegerField(default=1, db_default=1)
    """How often it was: a task may be lost on its way, or end without a mail."""
    sent_at = models.DateTimeField(null=True)
    """When the mail server was given the mail, claimed just before: a task may be given out twice.
    None while it waits, where it was lost, and where the mail server refused it."""

    def __str__(self) -> str:
        return f"reminder at {self.at:%Y-%m-%d}"
