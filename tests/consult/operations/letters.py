"""Consultations of last week, and the letters that tell of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.core import mail

from consult.accounts.models import User
from consult.consultations.models import Consultation, Participant
from consult.review.models import Rating
from consult.review.services import outcomes
from tests import cast

MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)


LAST_WEEK = datetime(2026, 11, 18, 12, tzinfo=UTC)


def held(counsellor: User, answers: list[int | None], at: datetime = LAST_WEEK) -> None:
    """Let a consultation end for each answer; None: no answer was given."""
    for i, csat in enumerate(answers):
        made = cast.schedule(counsellor)
        ended = at + timedelta(minutes=i)
        Consultation.objects.filter(pk=made.pk).update(
            state="ended", opened_at=at - timedelta(hours=1), ended_at=ended
        )
        Participant.objects.filter(consultation=made, role="client").update(joined_at=at)
        if csat:
            Rating.objects.create(
                consultation=made, scale="csat", csat=csat, given_at=ended, changed_at=ended
            )
    outcomes.write_all(Consultation.objects.all())


def text() -> str:
    return " ".join(str(mail.outbox[-1].body).split())


def addresses() -> list[str]:
    return sorted(to for message in mail.outbox for to in message.to)
