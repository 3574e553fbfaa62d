"""What made-up clients say afterwards: ratings that follow the mood from afar, and comments."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

import numpy as np

from consult.consultations.models import Consultation
from consult.demo import personas
from consult.demo.simulated_readings import Random
from consult.review.models import SCALES, Rating

ANSWERING: Final = 0.78
COMMENTING: Final = 0.35
CONTENT: Final = 3.4
"""Satisfaction, 1..5, from which on a comment is praise."""


def opinion(
    random: Random, made: Consultation, felt: float, *, four: bool = False
) -> Rating | None:
    """Return the client's rating, on one question or on four, or None where they do not answer."""
    if random.random() > ANSWERING or made.ended_at is None:
        return None
    satisfied = float(np.clip(4.1 + 0.7 * felt + random.normal(0, 0.7), 1, 5))
    values: dict[str, Any] = {"scale": Rating.Scale.CSAT, "csat": round(satisfied)}
    if four:
        values = {"scale": Rating.Scale.SRS, **_four_scales(random, satisfied)}
    given = made.ended_at + timedelta(minutes=float(random.uniform(1, 90)))
    comment = _comment(random, satisfied)
    return Rating(consultation=made, comment=comment, given_at=given, changed_at=given, **values)


def _four_scales(random: Random, satisfied: float) -> dict[str, Decimal]:
    values = np.clip(satisfied * 2.05 + random.normal(0, 0.6, len(SCALES)), 0, 10)
    return {name: Decimal(f"{value:.1f}") for name, value in zip(SCALES, values, strict=True)}


def _comment(random: Random, satisfied: float) -> str:
    if random.random() > COMMENTING:
        return ""
    return str(random.choice(personas.PRAISE if satisfied > CONTENT else personas.COMPLAINTS))
