"""The one mail that asks a client for a rating."""

from __future__ import annotations

from django.db import models

from consult.consultations.models import Consultation


class Reminder(models.Model):
    """That a client is written to. The row is the claim: whoever makes it hands over the task."""

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, related_name="rating_reminder"
    )
    at = models.DateTimeField()
    """When the task was handed over."""
    sent_at = models.DateTimeField(null=True)
    """When the mail server was given the mail, claimed just before: a task may be given out twice.
    None while it waits, and where the mail server refused it."""

    def __str__(self) -> str:
        return f"reminder at {self.at:%Y-%m-%d}"
