"""That something was erased, so that it can be erased again after a back-up brought it back."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from consult.accounts.append_only import Record


class Erasure(Record):
    """One erasure. Append-only, and about nobody: the row it names is gone, or has no name.

    The id is a random one, so that lists of different ages can be laid together.
    """

    class Kind(models.TextChoices):
        """What was erased, and whose id it names."""

        CLIENT = "client"
        """A whole file: the client's."""
        READINGS = "readings"
        """The labels of one camera: the participant's."""
        MESSAGES = "messages"
        """What somebody wrote in a chat: the participant's."""
        RATING = "rating"
        """What somebody said of a consultation: the participant's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=("at",), name="erasure_time"),)

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M:%S}"
