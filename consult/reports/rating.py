"""What the client said of the consultation, as a report shows it beside its own figures.

Ratings are `consult.review`'s: reports and review know nothing of each other, so the row is reached
through the consultation.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from django.core.exceptions import ObjectDoesNotExist

from consult.consultations.models import Consultation


class Points(TypedDict):
    """One answer in points: `value` of `most`, 1..5 or the sum 0..40 of four scales.

    `low`: the sum is under 36, which is worth a talk (docs/measures.md, 8).
    """

    scale: Literal["csat", "srs"]
    value: float
    most: int
    low: bool


class RatingShown(Points):
    """One answer with what was written beside it."""

    comment: str


def rating_of(consultation: Consultation) -> RatingShown | None:
    """Return the client's rating, None where none was given."""
    points = points_of(consultation)
    return None if points is None else {**points, "comment": consultation.rating.comment}


def points_of(consultation: Consultation) -> Points | None:
    """Return the client's rating in points, None where none was given."""
    try:
        rating = consultation.rating
    except ObjectDoesNotExist:
        return None
    if rating.csat is not None:
        return {"scale": "csat", "value": rating.csat, "most": 5, "low": False}
    return {"scale": "srs", "value": float(rating.sum or 0), "most": 40, "low": rating.is_low}
