"""When each side paused the analysis of a camera and let it go on. Append-only."""

from __future__ import annotations

from django.db import models

from consult.accounts.append_only import Record
from consult.consultations.models.participant import Participant


class Pause(Record):
    """One side began or ended its pause of one camera: two rows make a pause.

    Written with the change itself, in one transaction, so no process that dies leaves half of it; a
    pause that nobody ended lasts until the consultation's end (`consultations.stops`). Rejected:
    one row with an end that is filled in later, which could not be append-only. Goes with the
    readings, which it explains the absence of.
    """

    forgotten_with_data = True

    class By(models.TextChoices):
        """Whose pause it is."""

        CLIENT = "client"
        COUNSELLOR = "counsellor"

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="pauses")
    by = models.CharField(max_length=10, choices=By)
    began = models.BooleanField()
    """False: it ended."""
    at = models.DateTimeField()
    """By the server's clock."""

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{'paused' if self.began else 'resumed'} by {self.by} at {self.at:%H:%M:%S}"
