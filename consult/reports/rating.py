"""What the client said of the consultation, as a report shows it beside its own figures.

Ratings are `consult.review`'s: reports and review know nothing of each other, so the row is reached
through the consultation.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from django.core.exceptions import ObjectDoesNotExist

from consult.consultations.models import Consultation


class RatingShown(TypedDict):
    """One answer: `value` of `most` points, 1..5 or the sum 0..40 of four scales."""

    scale: Literal["csat", "srs"]
    value: float
    most: int
    comment: str


def rating_of(consultation: Consultation) -> RatingShown | None:
    """Return the client's rating, None where none was given."""
    try:
        rating = consultation.rating
    except ObjectDoesNotExist:
        return None
    if rating.csat is not None:
        return {"scale": "csat", "value": rating.csat, "most": 5, "comment": rating.comment}
    return {"scale": "srs", "value": float(rating.sum or 0), "most": 40, "comment": rating.comment}
