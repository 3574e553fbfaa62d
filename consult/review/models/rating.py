"""What a client says of one consultation."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.db import models
from django.db.models import Q

from consult.accounts.models import Practice
from consult.consultations.models import Consultation

LONGEST_COMMENT: Final = 2000
"""Characters."""

SCALES: Final = ("relationship", "goals", "approach", "overall")
"""The four scales of the session rating: contact, topics, way of working, as a whole."""

LOW_SUM: Final = Decimal(36)
"""A sum of the four scales under this, of 40, is worth a talk."""

# A CHECK holds where it comes out as NULL: each value that must be there is asked for by name.
_ONE_QUESTION: Final = Q(
    scale=Practice.RatingScale.CSAT,
    csat__isnull=False,
    csat__range=(1, 5),
    **{f"{scale}__isnull": True for scale in SCALES},
)
_FOUR_SCALES: Final = Q(
    scale=Practice.RatingScale.SRS,
    csat__isnull=True,
    **{f"{scale}__isnull": False for scale in SCALES},
    **{f"{scale}__range": (0, 10) for scale in SCALES},
)


class Rating(models.Model):
    """One client's answer, on the scale that the practice asked for at that time.

    Whom it is of is told by the consultation alone. It is asked for where the client joined a
    consultation that has ended; nobody has to answer.
    """

    Scale = Practice.RatingScale

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, related_name="rating"
    )
    scale = models.CharField(max_length=4, choices=Practice.RatingScale)
    csat = models.PositiveSmallIntegerField(null=True, blank=True)
    """1 (very dissatisfied) to 5 (very satisfied); only with the scale `csat`."""
    relationship = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    goals = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    approach = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    overall = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    """0.0 to 10.0, as the three before it; only with the scale `srs`, then all four."""
    comment = models.TextField(max_length=LONGEST_COMMENT, blank=True)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    """The same as `given_at` until it is changed."""

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=_ONE_QUESTION | _FOUR_SCALES,
                name="a_rating_fits_its_scale",
            ),
        )
        indexes = (models.Index(fields=("given_at",), name="rating_time"),)

    def __str__(self) -> str:
        return f"{self.scale} rating at {self.given_at:%Y-%m-%d}"

    @property
    def sum(self) -> Decimal | None:
        """The sum of the four scales, 0 to 40, or None on the other scale."""
        values = [getattr(self, scale) for scale in SCALES]
        return None if None in values else sum(values, Decimal(0))

    @property
    def is_low(self) -> bool:
        """Whether the sum of the four scales is worth a talk."""
        return self.sum is not None and self.sum < LOW_SUM
