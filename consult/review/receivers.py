"""What the review hears of: a client's erasure, and a wish for all that is held of one."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from consult.consultations.models import Consultation
from consult.consultations.signals import client_erasing, held_of_client
from consult.review.models import SCALES
from consult.review.selectors import rating_of
from consult.review.services.rating import erase_ratings


def connect() -> None:
    """Start listening; called once, when the app is ready."""
    client_erasing.connect(_on_erasing)
    held_of_client.connect(_on_wish)


def _on_erasing(sender: type, consultations: Collection[Consultation], **kwargs: object) -> None:
    erase_ratings(consultations)


def _on_wish(sender: type, consultation: Consultation, **kwargs: object) -> dict[str, object]:
    """Return the rating as it stands in an export."""
    rating = rating_of(consultation)
    if rating is None:
        return {"rating": None}
    scales = {name: _number(getattr(rating, name)) for name in SCALES}
    said = {"scale": rating.scale, "csat": rating.csat, **scales, "comment": rating.comment}
    return {"rating": {**said, "given_at": rating.given_at, "changed_at": rating.changed_at}}


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
