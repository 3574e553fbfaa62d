"""What counsellor and client write to each other in the call."""

from __future__ import annotations

import uuid
from typing import Final

from django.db import models

from consult.consultations.models.consultation import Consultation
from consult.consultations.models.participant import Participant

LONGEST: Final = 2000
"""Characters of one message."""


class Message(models.Model):
    """One line of the chat. Its id is the cursor by which pages read on."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="messages"
    )
    author = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="messages")
    key = models.UUIDField(default=uuid.uuid4)
    """Made by the author's page: a message sent again after a broken connection is kept once."""
    at = models.DateTimeField()
    text = models.CharField(max_length=LONGEST)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("author", "key"), name="one_message_of_each_key"),
        )
        indexes = (models.Index(fields=("consultation", "id"), name="message_cursor"),)

    def __str__(self) -> str:
        return f"message at {self.at:%H:%M:%S}"
