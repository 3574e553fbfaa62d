"""The one mail that asks a client for a rating."""

from __future__ import annotations

from django.db import models

from consult.consultations.models import Consultation


class Reminder(models.Model):
    """That the mail went out. The row is the claim, too: whoever makes it sends the mail."""

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, related_name="rating_reminder"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reminder at {self.at:%Y-%m-%d}"
