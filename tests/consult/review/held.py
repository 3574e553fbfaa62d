"""Consultations that were held, with what was said and measured, as the services leave them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from consult.accounts.models import User
from consult.consultations.models import Consultation, ConsultationSummary, Participant
from consult.consultations.services import clients
from consult.review.models import SCALES, Outcome, Rating
from consult.review.services import outcomes
from tests import cast

NOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)


def held(  # noqa: PLR0913  (each is what a test speaks of)
    counsellor: User,
    *,
    client: str = "Erin",
    days_ago: float = 0,
    csat: int | None = None,
    srs: float | None = None,
    comment: str = "",
    joined: bool = True,
    ended_at: datetime | None = None,
    **measured: Any,
) -> Consultation:
    """Return an ended consultation; `measured` are columns of its summary."""
    ended_at = ended_at or NOON - timedelta(days=days_ago)
    made = cast.schedule(counsellor, client=clients.file_of(counsellor, client))
    person = Participant.objects.filter(consultation=made, role=Participant.Role.CLIENT)
    person.update(joined_at=ended_at - timedelta(minutes=50) if joined else None)
    Consultation.objects.filter(pk=made.pk).update(
        state="ended", opened_at=ended_at - timedelta(minutes=50), ended_at=ended_at
    )
    made.refresh_from_db()
    outcomes.refresh(made)
    if measured:
        summarise(made, **measured)
    if csat is not None or srs is not None:
        rate(made, csat=csat, srs=srs, comment=comment)
    return made


def rate(
    consultation: Consultation,
    csat: int | None = None,
    srs: float | None = None,
    comment: str = "",
    at: datetime | None = None,
) -> Rating:
    """Store what the client said, `srs` as a sum."""
    at = at or timezone.now()
    fields: dict[str, Any] = {"scale": "csat", "csat": csat}
    if srs is not None:
        fields = {"scale": "srs", **{name: Decimal(str(round(srs / 4, 1))) for name in SCALES}}
    return Rating.objects.create(
        consultation=consultation, comment=comment, given_at=at, changed_at=at, **fields
    )


def summarise(consultation: Consultation, **measured: Any) -> ConsultationSummary:
    """Store what the client's camera came to."""
    index = measured.get("index")
    known = {"index_low": index - 5, "index_high": index + 5} if index is not None else {}
    return ConsultationSummary.objects.create(
        consultation=consultation,
        practice_id=consultation.practice_id,
        counsellor_id=consultation.counsellor_id,
        client_id=consultation.client_id,
        kind=consultation.kind,
        started_at=consultation.opened_at or NOON,
        ended_at=consultation.ended_at or NOON,
        duration_s=3000,
        **{
            "measures_version": "1",
            "model_version": "slim-resnet",
            "withheld": "" if known else "coverage",
            **known,
            **measured,
        },
    )


def outcome_of(consultation: Consultation) -> Outcome:
    """Return its outcome as it is stored now."""
    return Outcome.objects.get(pk=consultation.pk)
