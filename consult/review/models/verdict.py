"""What administrators found when they looked at a consultation."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models

from consult.accounts.append_only import Record
from consult.consultations.models import Consultation

LONGEST: Final = 1000
"""Characters of a verdict's comment."""


class Case(models.Model):
    """Where the review of one consultation stands; without a row nobody has begun one.

    It says nothing that its verdicts do not say: the queue asks it, the verdicts are the record.
    """

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, primary_key=True, related_name="review_case"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"review of {self.consultation_id}"


class Verdict(Record):
    """One thing an administrator said or did about a consultation. Never changed.

    Only the erasure of the client empties its comment, which may speak of them.
    """

    class Act(models.TextChoices):
        """What was found, or done with the entry in the queue."""

        LOOKED_AT = "looked_at"
        FOLLOW_UP = "follow_up"
        NO_ACTION = "no_action"
        ASSIGNED = "assigned"
        RESOLVED = "resolved"
        REOPENED = "reopened"

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="verdicts"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    act = models.CharField(max_length=12, choices=Act)
    comment = models.TextField(max_length=LONGEST, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    """Who was asked to look, where the act assigns; None takes the assignment back."""
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("consultation", "at"), name="verdict_of"),)

    def __str__(self) -> str:
        return f"{self.act} at {self.at:%Y-%m-%d}"
