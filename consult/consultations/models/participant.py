"""Participants and the append-only record of what they consented to."""

from __future__ import annotations

import uuid

from django.db import models

from consult.accounts.append_only import Record
from consult.consultations.models.consultation import Consultation


class Participant(models.Model):
    """A person in a consultation: its client (by invite link) or its counsellor."""

    class Role(models.TextChoices):
        """Which side of the consultation."""

        CLIENT = "client"
        COUNSELLOR = "counsellor"

    class Decision(models.TextChoices):
        """The latest consent decision; the history is in `Consent`."""

        NONE = "none"
        GRANTED = "granted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="participants"
    )
    role = models.CharField(max_length=10, choices=Role)
    name = models.CharField(max_length=120)
    joined_at = models.DateTimeField(null=True, blank=True)
    joined_unasked = models.BooleanField(default=False, db_default=False)
    """Whoever joined first was asked for no consent: no record is theirs, their browser knows."""
    others_unasked = models.BooleanField(default=False, db_default=False)
    """Somebody was let in by another browser later, and was asked for none either."""
    seen_at = models.DateTimeField(null=True, blank=True)
    """When the client's page last asked whether the consultation is open, roughly; kept no further
    than that: once it is open, the call and the camera say who is there."""
    consent = models.CharField(max_length=10, choices=Decision, default=Decision.NONE)
    paused_by_client = models.BooleanField(default=False)
    paused_by_counsellor = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("consultation", "role"), name="one_of_each_role"),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.id}"

    @property
    def paused(self) -> bool:
        """Tell whether either side has paused the analysis of this camera."""
        return self.paused_by_client or self.paused_by_counsellor


class Consent(Record):
    """One decision about being analysed. Append-only: never changed, never deleted alone."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    decision = models.CharField(max_length=10, choices=Participant.Decision)
    version = models.CharField(max_length=16)
    language = models.CharField(max_length=8)
    text_hash = models.CharField(max_length=64)
    purposes = models.JSONField(default=list)
    actor = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.decision} at {self.at:%Y-%m-%d %H:%M:%S}"
