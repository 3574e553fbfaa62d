"""What a client says of a consultation: given, changed for a week, taken back at any time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction

from consult.consultations.models import Consultation, Erasure, Participant
from consult.consultations.services.erasures import record_erasure
from consult.review.errors import NotEnded, OtherScale, PersonErased, TooLate
from consult.review.models import SCALES, Rating
from consult.review.selectors import asked_scale, open_until
from consult.review.signals import rating_given


class Answer(TypedDict):
    """One answer: `csat` 1 to 5, or the four scales 0.0 to 10.0; None for what was not asked."""

    csat: int | None
    relationship: Decimal | None
    goals: Decimal | None
    approach: Decimal | None
    overall: Decimal | None
    comment: str


@transaction.atomic
def rate(person: Participant, answer: Answer, now: datetime) -> Rating:
    """Keep the client's answer in place of an earlier one, and announce it.

    Raises:
        NotEnded, TooLate: outside the time in which a rating can be given.
        PersonErased: what was held of the client was erased.
        OtherScale: the answer is not one on the scale that is asked for.
    """
    consultation = _held(person)
    _require_open(consultation, now)
    scale = asked_scale(consultation)
    if answer_fields(scale) != {name for name, value in answer.items() if value is not None}:
        raise OtherScale
    rating = Rating.objects.filter(consultation=consultation).first()
    changed = rating is not None
    rating = rating or Rating(consultation=consultation, scale=scale, given_at=now)
    for name, value in answer.items():
        setattr(rating, name, value)
    rating.changed_at = now
    rating.save()
    rating_given.send(Rating, rating=rating, changed=changed)
    return rating


def answer_fields(scale: str) -> set[str]:
    """Return the names in an `Answer` that the scale fills; the comment may be empty."""
    values = SCALES if scale == Rating.Scale.SRS else ("csat",)
    return {*values, "comment"}


@transaction.atomic
def take_back(person: Participant) -> None:
    """Delete the client's rating and comment; there may be none."""
    Rating.objects.filter(consultation=_held(person)).delete()
    record_erasure(Erasure.Kind.RATING, person.pk)


def erase_ratings(consultations: Collection[Consultation]) -> None:
    """Delete what was said of these consultations: their client is being erased."""
    Rating.objects.filter(consultation__in=consultations).delete()


def _held(person: Participant) -> Consultation:
    """Return the consultation, locked: of two answers, or an answer and an erasure, one waits."""
    rows = Consultation.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("practice").get(pk=person.consultation_id)


def _require_open(consultation: Consultation, now: datetime) -> None:
    until = open_until(consultation)
    if until is None:
        raise NotEnded
    if consultation.client_id is None:
        raise PersonErased
    if now > until:
        raise TooLate
