"""Readings folded: ten seconds of one camera, and what a whole consultation comes to.

Lists and statistics read the summaries, never single readings: they are few, and they are still
there when the readings' days are over (docs/decisions/022-rollups.md). `consult.reports.rollups`
writes both.
"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q

from analyzer.results import EXPRESSIONS
from consult.consultations.models.consultation import Consultation
from consult.consultations.models.participant import Participant

SECONDS: Final = 10
"""Length of one `TenSeconds`."""


class TenSeconds(models.Model):
    """What one camera gave in ten seconds; stretches in which no frame came have no row.

    A report's line is drawn from them once the readings are gone, and its own finer one with them.
    Lists read the summaries.

    The sums by class are labels in another form and go with the readings they were made of; valence
    and counts stay.
    """

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="ten_seconds", db_index=False
    )
    number = models.PositiveIntegerField()
    """0, 1, 2 … since the opening: this one holds what was captured from 10·number seconds on."""
    camera_on_s = models.FloatField()
    valid_s = models.FloatField()
    anger = models.FloatField(null=True)
    disgust = models.FloatField(null=True)
    fear = models.FloatField(null=True)
    happiness = models.FloatField(null=True)
    sadness = models.FloatField(null=True)
    surprise = models.FloatField(null=True)
    neutral = models.FloatField(null=True)
    """Seconds times probability, summed: the seven come to `valid_s`. None once the readings'
    days are over."""
    valence_mean = models.FloatField(null=True)
    """Weighted by time; None, as the least and most, where no reading is valid."""
    valence_least = models.FloatField(null=True)
    valence_most = models.FloatField(null=True)
    readings = models.PositiveSmallIntegerField(default=0)
    no_face = models.PositiveSmallIntegerField(default=0)
    many_faces = models.PositiveSmallIntegerField(default=0)
    poor_quality = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("participant", "number")
        constraints = (
            models.UniqueConstraint(fields=("participant", "number"), name="ten_seconds_once"),
        )

    def __str__(self) -> str:
        return f"{SECONDS} s from {SECONDS * self.number} s"


class ConsultationSummary(models.Model):
    """An ended consultation in one row: what lists filter and sort by, and statistics count.

    Every figure is of the client's camera and is the report's own; a consultation in which it was
    not analysed has a row, too. None of it names a person, and it stays when the readings go.
    """

    class Withheld(models.TextChoices):
        """Why there is no expression index."""

        COVERAGE = "coverage"
        READINGS = "readings"
        NO_READINGS = "no_readings"

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, primary_key=True, related_name="summary"
    )
    practice = models.ForeignKey(
        "accounts.Practice", on_delete=models.PROTECT, related_name="summaries", db_index=False
    )
    counsellor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="summaries"
    )
    client = models.ForeignKey(
        "consultations.Client",
        null=True,
        on_delete=models.SET_NULL,
        related_name="summaries",
        db_index=False,
    )
    kind = models.CharField(max_length=12, choices=Consultation.Kind)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    duration_s = models.FloatField()
    coverage = models.FloatField(null=True)
    """0..1; None where the camera was never analysed."""
    camera_on_s = models.FloatField(default=0)
    valid_s = models.FloatField(default=0)
    index = models.FloatField(null=True)
    """The expression index, 0..100, with its 95 % interval; None where it is withheld."""
    index_low = models.FloatField(null=True)
    index_high = models.FloatField(null=True)
    withheld = models.CharField(max_length=12, choices=Withheld, blank=True)
    valence_start = models.FloatField(null=True)
    """Median of the first 90 valid seconds (the baseline), −1..1."""
    valence_mean = models.FloatField(null=True)
    valence_peak = models.FloatField(null=True)
    """The most extreme mean of ten seconds, −1..1."""
    valence_end = models.FloatField(null=True)
    """Mean of the last 15 % of the valid time, −1..1."""
    fall = models.FloatField(null=True)
    """How far valence fell at the largest negative turning point, below 0; None where none was."""
    fall_at_s = models.FloatField(null=True)
    """When that was, seconds after the opening."""
    anger = models.FloatField(null=True)
    disgust = models.FloatField(null=True)
    fear = models.FloatField(null=True)
    happiness = models.FloatField(null=True)
    sadness = models.FloatField(null=True)
    surprise = models.FloatField(null=True)
    neutral = models.FloatField(null=True)
    uncertain = models.FloatField(null=True)
    """Shares of the valid time, 0..1; the eight sum to 1, and are None where there is none."""
    readings = models.PositiveIntegerField(default=0)
    no_face = models.PositiveIntegerField(default=0)
    many_faces = models.PositiveIntegerField(default=0)
    poor_quality = models.PositiveIntegerField(default=0)
    model_version = models.CharField(max_length=255, blank=True)
    measures_version = models.CharField(max_length=16)

    class Meta:
        ordering = ("-ended_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    index__isnull=True, withheld__in=("coverage", "readings", "no_readings")
                )
                | Q(
                    index__isnull=False,
                    index_low__isnull=False,
                    index_high__isnull=False,
                    withheld="",
                ),
                name="an_index_or_a_reason",
            ),
        )
        indexes = (
            models.Index(fields=("practice", "-ended_at"), name="summary_practice"),
            models.Index(fields=("practice", "counsellor", "-ended_at"), name="summary_counsellor"),
            models.Index(fields=("practice", "kind", "-ended_at"), name="summary_kind"),
            models.Index(fields=("practice", "index"), name="summary_index"),
            models.Index(fields=("practice", "coverage"), name="summary_coverage"),
            models.Index(fields=("practice", "fall"), name="summary_fall"),
            models.Index(fields=("client", "-ended_at"), name="summary_client"),
        )

    def __str__(self) -> str:
        return f"summary of {self.consultation_id}"

    @property
    def shares(self) -> dict[str, float] | None:
        """The eight shares by name, or None."""
        if self.uncertain is None:
            return None
        return {name: getattr(self, name) for name in (*EXPRESSIONS, "uncertain")}
