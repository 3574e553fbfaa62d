"""Streams of frames and the readings they gave. No picture is ever stored."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from consult.consultations.models.consultation import Consultation
from consult.consultations.models.participant import Participant


class Stream(models.Model):
    """One connection of one camera, with the counters that must balance:

    received = stored + rejected + dropped + in flight, where `stored` counts the readings' rows
    of every status.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="streams")
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="streams")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    """When its socket last showed itself."""
    ended_at = models.DateTimeField(null=True, blank=True)
    """From here on no reading may be added."""
    settled_at = models.DateTimeField(null=True, blank=True)
    """When the last open frame was accounted for."""
    received = models.PositiveIntegerField(default=0)
    stored = models.PositiveIntegerField(default=0)
    rejected = models.JSONField(default=dict)
    """Frames refused, by reason."""
    dropped = models.JSONField(default=dict)
    """Frames let go under load or lost with a process, by reason."""

    class Meta:
        indexes = (
            models.Index(
                fields=("seen_at",), condition=Q(settled_at=None), name="stream_unsettled"
            ),
        )

    def __str__(self) -> str:
        return f"stream {self.id}"

    @property
    def in_flight(self) -> int:
        """Frames received that have no outcome yet."""
        gone: int = sum(self.rejected.values()) + sum(self.dropped.values())
        return self.received - self.stored - gone


class Reading(models.Model):
    """What one analysed frame said: an apparent expression, or why there is none."""

    class Status(models.TextChoices):
        """The outcomes that are stored; `dropped` and `rejected` are only counted."""

        READING = "reading"
        NO_FACE = "no_face"
        MANY_FACES = "many_faces"
        POOR_QUALITY = "poor_quality"

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="readings"
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="readings", db_index=False
    )
    stream = models.ForeignKey(
        Stream, on_delete=models.CASCADE, related_name="readings", db_index=False
    )
    seq = models.BigIntegerField()
    position = models.PositiveIntegerField()
    """1, 2, 3 … within the stream, without holes: a dashboard sees what it missed."""
    captured_at = models.DateTimeField()
    received_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=Status)
    reason = models.CharField(max_length=24, blank=True)
    box_x = models.FloatField(null=True)
    box_y = models.FloatField(null=True)
    box_width = models.FloatField(null=True)
    box_height = models.FloatField(null=True)
    anger = models.FloatField(null=True)
    disgust = models.FloatField(null=True)
    fear = models.FloatField(null=True)
    happiness = models.FloatField(null=True)
    sadness = models.FloatField(null=True)
    surprise = models.FloatField(null=True)
    neutral = models.FloatField(null=True)
    label = models.CharField(max_length=10, blank=True)
    face_score = models.FloatField(null=True)
    brightness = models.FloatField(null=True)
    sharpness = models.FloatField(null=True)
    model_version = models.CharField(max_length=48)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("stream", "seq"), name="one_reading_per_frame"),
            models.UniqueConstraint(fields=("stream", "position"), name="positions_have_no_twins"),
            models.CheckConstraint(
                condition=~Q(status="reading") | Q(happiness__isnull=False),
                name="a_reading_has_probabilities",
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="positions_start_at_one"),
        )
        indexes = (models.Index(F("participant"), F("captured_at"), name="reading_timeline"),)

    def __str__(self) -> str:
        return f"{self.status} {self.seq}"

    @property
    def probabilities(self) -> list[float] | None:
        """The seven probabilities in `analyzer.results.EXPRESSIONS` order, or None."""
        if self.happiness is None:
            return None
        values = (
            self.anger,
            self.disgust,
            self.fear,
            self.happiness,
            self.sadness,
            self.surprise,
            self.neutral,
        )
        return [value for value in values if value is not None]

    @property
    def box(self) -> list[float] | None:
        """The face's [x, y, width, height] in 0..1 of the whole picture, or None."""
        sides = (self.box_x, self.box_y, self.box_width, self.box_height)
        found = [side for side in sides if side is not None]
        return found if len(found) == 4 else None
