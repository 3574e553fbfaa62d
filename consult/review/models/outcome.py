"""What review knows of one consultation that took place, in one narrow row."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models

from consult.accounts.models import Practice
from consult.consultations.models import Consultation, ConsultationSummary

COUNTED: Final = (
    "practice",
    "hour",
    "quarter",
    "counsellor",
    "kind",
    "asked",
    "scale",
    "csat",
    "srs",
    "coverage",
    "index",
    "fall",
    "ratings_falling",
    "index_falling",
    "commented",
)
"""What statistics count by and of: the rows themselves need not be read."""
BY_COUNSELLOR: Final = (
    "practice",
    "counsellor",
    *(name for name in COUNTED if name not in ("practice", "counsellor")),
)
"""The same in the order of the counsellors: SQLite would sort all rows to group them."""
NARROWED: Final = (
    "practice",
    "-ended_at",
    "-consultation",
    "hour",
    "quarter",
    "counsellor",
    "kind",
    "asked",
    "scale",
    "csat",
    "srs",
    "coverage",
    "fall",
    "ratings_falling",
    "index_falling",
    "commented",
    "rated_at",
)
"""What lists are in the order of, and then all that narrows them: what is rare is found without
reading the rows in between."""


class Outcome(models.Model):
    """One consultation that took place: whom it is of, what the client said, what its camera came
    to. Whether one did is said by `consultations.selectors.took_place` alone.

    Everything in it stands elsewhere, too: in the consultation, its rating and its summary. It is
    kept for the statistics, which read one index of one table instead of joining four
    (docs/decisions/024-outcomes.md). `consult.review.services.outcomes` is its only writer.
    """

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, primary_key=True, related_name="outcome"
    )
    practice = models.ForeignKey(
        "accounts.Practice", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    counsellor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    client = models.ForeignKey(
        "consultations.Client", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=Consultation.Kind)
    ended_at = models.DateTimeField()
    hour = models.PositiveIntegerField()
    """Whole hours from 1970 to its end: days, weeks and months of most zones are sums of hours."""
    quarter = models.PositiveSmallIntegerField(default=0, db_default=0)
    """Whole quarters of an hour after that, 0..3: every zone's days begin at one."""
    asked = models.BooleanField(default=False)
    """The client joined, so they were asked for a rating; False once they are erased."""
    scale = models.CharField(max_length=4, choices=Practice.RatingScale, blank=True)
    """Of the rating; empty while there is none."""
    csat = models.PositiveSmallIntegerField(null=True)
    srs = models.FloatField(null=True)
    """Sum of the four scales, 0..40."""
    commented = models.BooleanField(default=False)
    rated_at = models.DateTimeField(null=True)
    """When the rating was given or last changed."""
    ratings_falling = models.PositiveSmallIntegerField(default=0)
    """How many times in a row, this one last, the client rated lower than the time before."""
    index_falling = models.BooleanField(default=False)
    """The index of the client's latest consultations, this one last, has a clear falling trend."""
    coverage = models.FloatField(null=True)
    index = models.FloatField(null=True)
    index_low = models.FloatField(null=True)
    index_high = models.FloatField(null=True)
    withheld = models.CharField(max_length=12, choices=ConsultationSummary.Withheld, blank=True)
    fall = models.FloatField(null=True)
    fall_at_s = models.FloatField(null=True)

    class Meta:
        ordering = ("-ended_at", "-pk")
        indexes = (
            models.Index(fields=COUNTED, name="outcome_counted"),
            models.Index(fields=BY_COUNSELLOR, name="outcome_by_counsellor"),
            models.Index(fields=NARROWED, name="outcome_narrowed"),
        )

    def __str__(self) -> str:
        return f"outcome of {self.consultation_id}"
