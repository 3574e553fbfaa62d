"""What the review hears of: a client's erasure, and a wish for all that is held of one."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from consult.consultations.models import Consultation
from consult.consultations.signals import client_erasing, held_of_client
from consult.review.models import SCALES, Outcome, Reminder
from consult.review.selectors import rating_of
from consult.review.services.rating import erase_ratings
from consult.review.services.verdicts import forget_comments


def connect() -> None:
    """Start listening; called once, when the app is ready."""
    client_erasing.connect(_on_erasing)
    held_of_client.connect(_on_wish)


def _on_erasing(sender: type, consultations: Collection[Consultation], **kwargs: object) -> None:
    erase_ratings(consultations)
    forget_comments(consultations)


def _on_wish(sender: type, consultation: Consultation, **kwargs: object) -> dict[str, object]:
    """Return what an export says of the rating, of the mail that asked for it and of its trend."""
    return {
        "rating": _rating(consultation),
        "rating_reminder": Reminder.objects.filter(consultation=consultation)
        .values("at", "sent_at")
        .first(),
        "review": Outcome.objects.filter(consultation=consultation)
        .values("ratings_falling", "index_falling")
        .first(),
    }


def _rating(consultation: Consultation) -> dict[str, object] | None:
    rating = rating_of(consultation)
    if rating is None:
        return None
    scales = {name: _number(getattr(rating, name)) for name in SCALES}
    said = {"scale": rating.scale, "csat": rating.csat, **scales, "comment": rating.comment}
    return {**said, "given_at": rating.given_at, "changed_at": rating.changed_at}


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
