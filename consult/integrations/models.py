"""Keys by which a practice's programs read the API, and addresses that are told what happened."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from rest_framework_api_key.models import AbstractAPIKey


class Scope(models.TextChoices):
    """What a key may read; a view names the one it asks for as its `key_scope`."""

    CONSULTATIONS = "consultations:read"
    REPORTS = "reports:read"
    REVIEW = "review:read"


class ApiKey(AbstractAPIKey):
    """A key of a practice. It reads what its owner, an administrator, may read, within its scopes.

    Only a hash is stored. Where the owner is no administrator of the practice any more, the key
    opens nothing.
    """

    practice = models.ForeignKey(
        "accounts.Practice", on_delete=models.CASCADE, related_name="api_keys"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys"
    )
    scopes = models.JSONField(default=list)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractAPIKey.Meta):
        ordering = ("-created",)


class Event(models.TextChoices):
    """What a webhook can tell."""

    CONSULTATION_ENDED = "consultation.ended"
    REPORT_READY = "report.ready"
    RATING_GIVEN = "rating.given"
    TEST = "test"


class Endpoint(models.Model):
    """An address of the practice that is told what happened.

    Its secret is not stored: it is made from the service's own key, the id and `secret_number`,
    and counting that up makes another one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(
        "accounts.Practice", on_delete=models.CASCADE, related_name="webhooks"
    )
    url = models.URLField(max_length=500)
    events = models.JSONField(default=list)
    secret_number = models.PositiveSmallIntegerField(default=1)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"webhook {self.id}"


class Delivery(models.Model):
    """One message to one address. Its id goes with every attempt: receivers know repeats by it."""

    class State(models.TextChoices):
        """pending → delivered, or pending → failed after the last attempt."""

        PENDING = "pending"
        DELIVERED = "delivered"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=24, choices=Event)
    about = models.CharField(max_length=80)
    """What it tells of, in one word: the same is not told to an address twice."""
    body = models.JSONField()
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    answered = models.PositiveSmallIntegerField(null=True, blank=True)
    """The HTTP status of the last attempt, where one came back."""
    problem = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-created_at", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("endpoint", "event", "about"), name="told_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("next_at",), condition=Q(state="pending"), name="delivery_due"),
            models.Index(fields=("endpoint", "-created_at"), name="delivery_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.id} {self.state}"
