"""Consultation and the moments marked in it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models

USUAL_LENGTH: Final = timedelta(minutes=50)
"""What an appointment blocks: a counselling hour. Nothing ends a consultation by the clock."""


class Consultation(models.Model):
    """One meeting of a counsellor and a client. Only services change its state."""

    class State(models.TextChoices):
        """scheduled → open → ended; or scheduled → cancelled; or scheduled → not_held."""

        SCHEDULED = "scheduled"
        OPEN = "open"
        ENDED = "ended"
        CANCELLED = "cancelled"
        NOT_HELD = "not_held"

    class Kind(models.TextChoices):
        """What the practice does in it."""

        COUNSELLING = "counselling"
        SERVICE = "service"

    class CallMode(models.TextChoices):
        """Where people see and hear each other: in this product, or in another call tool."""

        HERE = "here"
        BESIDE = "beside"

    class ReportState(models.TextChoices):
        """How far the report is; the report itself lies with `reports`."""

        NONE = "none"
        BUILDING = "building"
        READY = "ready"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(
        "accounts.Practice", on_delete=models.PROTECT, related_name="consultations"
    )
    counsellor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consultations"
    )
    client = models.ForeignKey(
        "consultations.Client",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="consultations",
    )
    """None once the client's data was erased: the consultation stays, without the person."""
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.COUNSELLING)
    call_mode = models.CharField(max_length=8, choices=CallMode, default=CallMode.HERE)
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    scheduled_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    invite_number = models.PositiveIntegerField(default=1)
    """Part of the signed invite link: counting up makes every older link useless."""
    invite_expires_at = models.DateTimeField()
    moves = models.PositiveIntegerField(default=0)
    """How often the appointment was moved: calendars must see each time as a newer entry."""
    emailed_at = models.DateTimeField(null=True, blank=True)
    """When the invitation last went out by email."""
    promised_days = models.PositiveSmallIntegerField(null=True, blank=True)
    """The fewest days in a consent text that the client said yes to: the labels are kept no longer,
    whatever the practice's policy says later. None while nobody has said yes."""
    note = models.TextField(max_length=4000, blank=True)
    """The counsellor's own summary; nobody else reads it."""
    report_state = models.CharField(max_length=8, choices=ReportState, default=ReportState.NONE)
    report_shared_at = models.DateTimeField(null=True, blank=True)
    """When the counsellor opened the report, in plain words, to the client; None: closed."""
    made_up = models.BooleanField(default=False)
    """A demo's: nobody met, and pages say so."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-scheduled_at", "-id")
        indexes = (
            models.Index(fields=("counsellor", "-scheduled_at"), name="consultation_agenda"),
            models.Index(fields=("practice", "-scheduled_at"), name="consultation_practice"),
            models.Index(fields=("state", "ended_at"), name="consultation_ended"),
            # Few wait for a report: the sweep and the gauges must not walk all that ever ended.
            models.Index(fields=("state", "report_state", "ended_at"), name="consultation_report"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def kept_days(self) -> int:
        """Days after the end for which labels and messages are kept."""
        days = self.practice.retention_days
        return days if self.promised_days is None else min(days, self.promised_days)

    @property
    def is_over(self) -> bool:
        """Tell whether nothing can happen in it any more."""
        return self.state in (self.State.ENDED, self.State.CANCELLED, self.State.NOT_HELD)


class Marker(models.Model):
    """A moment the counsellor marked, with or without a note."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="markers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    key = models.UUIDField(null=True, editable=False)
    """Made by the page that marked it: sent again after a lost answer, it is kept once."""
    at = models.DateTimeField()
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=("consultation", "key"), name="one_marker_of_each_key"),
        )

    def __str__(self) -> str:
        return f"marker at {self.at:%H:%M:%S}"
