"""Everything that reads ratings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from consult.accounts.models import User
from consult.consultations import selectors as consultations
from consult.consultations.models import Consultation, Participant
from consult.review.models import Rating

OPEN_FOR: Final = timedelta(days=7)
"""How long after its end a consultation can be rated, and a rating changed."""


def asked(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Return those whose client is asked for a rating: they joined, and it has ended.

    The response rate counts ratings over these. A client who was erased is none of them: what they
    said is gone, and whether they did must not be counted as a no.
    """
    return rows.filter(
        state=Consultation.State.ENDED,
        client__isnull=False,
        participants__role=Participant.Role.CLIENT,
        participants__joined_at__isnull=False,
    )


def asked_scale(consultation: Consultation) -> str:
    """Return the scale of the rating that was given, else the one that the practice asks for.

    The four scales are about counselling: a service call is asked the one question.
    """
    given = rating_of(consultation)
    if given is not None:
        return given.scale
    if consultation.kind == Consultation.Kind.COUNSELLING:
        return consultation.practice.rating_scale
    return Rating.Scale.CSAT


def open_until(consultation: Consultation) -> datetime | None:
    """Return the moment until which it can be rated, or None before it has ended."""
    if consultation.state != Consultation.State.ENDED or consultation.ended_at is None:
        return None
    return consultation.ended_at + OPEN_FOR


def rating_of(consultation: Consultation) -> Rating | None:
    """Return what the client said of one consultation."""
    return Rating.objects.filter(consultation=consultation).first()


def ratings_of(user: User) -> QuerySet[Rating]:
    """Return what this user may read: counsellors their own clients', administrators all."""
    return Rating.objects.filter(consultation__in=consultations.consultations_of(user))
