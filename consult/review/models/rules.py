"""What a practice has put into its review queue."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from consult.accounts.models import Practice


class Rules(models.Model):
    """The thresholds of one practice; without a row the defaults hold. None switches a rule off."""

    practice = models.OneToOneField(
        Practice, on_delete=models.CASCADE, primary_key=True, related_name="review_rules"
    )
    rating_at_most = models.PositiveSmallIntegerField(
        null=True, default=2, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    """A rating of 1..5 that is this or lower."""
    srs_under = models.FloatField(
        null=True, default=36, validators=[MinValueValidator(1), MaxValueValidator(40)]
    )
    """A sum of the four scales below this: 36 of 40 is the authors' own line (Duncan & others
    2003)."""
    falls_in_a_row = models.PositiveSmallIntegerField(
        null=True, default=2, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    """So many ratings of one client, each lower than the one before; and any clear falling trend
    of their index."""
    fall_at_least = models.FloatField(
        null=True, default=0.5, validators=[MinValueValidator(0.25), MaxValueValidator(2)]
    )
    """Valence fell by this or more at one turning point; smaller than 0.25 is none."""
    comments = models.BooleanField(default=True)
    """The client wrote something."""

    class Meta:
        verbose_name_plural = "rules"

    def __str__(self) -> str:
        return f"rules of practice {self.practice_id}"


def rules_of(practice: Practice) -> Rules:
    """Return a practice's rules, or the defaults, not yet stored."""
    return Rules.objects.filter(practice=practice).first() or Rules(practice=practice)
