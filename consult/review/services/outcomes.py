"""Keeping `Outcome` as consultations, ratings and summaries say: the only writer of it.

All rows of a client are made anew together: whether ratings fall is told by those before. Twice is
as once, so whatever changed, the same function mends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from analyzer.timeline import Versions
from consult.consultations.models import Client, Consultation, ConsultationSummary, Participant
from consult.consultations.selectors import took_place
from consult.review.decline import Decline
from consult.review.models import Outcome, Rating
from consult.review.quarter_hours import QUARTERS, quarter_of

CAUGHT_UP_AT_ONCE: Final = 500
_WRITTEN_AT_ONCE: Final = 500
_COLUMNS: Final = [
    field.name for field in Outcome._meta.concrete_fields if field.name != "consultation"
]
_JOINED: Final = Participant.objects.filter(
    consultation=OuterRef("pk"), role=Participant.Role.CLIENT, joined_at__isnull=False
)


@transaction.atomic
def refresh(consultation: Consultation) -> None:
    """Bring the outcomes of a consultation, and of its client's others, up to date."""
    if consultation.client_id is None:
        _write(Consultation.objects.filter(pk=consultation.pk))
        return
    # Of two ratings at once, each in a transaction of its own, the later one sees both.
    list(Client.objects.select_for_update(no_key=True).filter(pk=consultation.client_id))
    _write(Consultation.objects.filter(client=consultation.client_id))


def catch_up() -> int:
    """Write what a consultation that took place still lacks; return how many were looked at.

    Those that ended before there were outcomes, or in a process that died meanwhile. Outcomes of
    calls to which no client came, which an earlier version kept, are deleted.
    """
    Outcome.objects.filter(asked=False).exclude(took_place("consultation")).delete()
    lacking = Consultation.objects.filter(took_place(), ended_at__isnull=False, outcome=None)
    found = list(lacking.order_by("ended_at")[:CAUGHT_UP_AT_ONCE])
    for one in found:
        refresh(one)
    return len(found)


def forget_client(consultations: QuerySet[Consultation]) -> None:
    """Write the outcomes of consultations that have let go of their client."""
    _write(consultations.filter(client=None))


def write_all(consultations: QuerySet[Consultation]) -> int:
    """Write the outcomes of many whose clients are whole in it; return how many."""
    return _write(consultations)


def _write(consultations: QuerySet[Consultation]) -> int:
    ended = consultations.filter(took_place(), ended_at__isnull=False)
    rows = ended.select_related("rating", "summary").annotate(joined=Exists(_JOINED))
    written = 0
    for part in _parts(_outcomes(rows.order_by("client_id", "ended_at", "pk").iterator(2000))):
        Outcome.objects.bulk_create(
            part,
            update_conflicts=True,
            unique_fields=["consultation"],
            update_fields=_COLUMNS,
        )
        written += len(part)
    return written


def _parts(rows: Iterator[Outcome]) -> Iterator[list[Outcome]]:
    part: list[Outcome] = []
    for row in rows:
        part.append(row)
        if len(part) == _WRITTEN_AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _outcomes(ended: Iterable[Consultation]) -> Iterator[Outcome]:
    """Yield an outcome for each; those of one client follow each other in time."""
    for client, ones in groupby(ended, key=lambda one: one.client_id):
        falling = Decline()
        for one in ones:
            if client is None:
                falling = Decline()
            yield _outcome(one, falling)


def _outcome(one: Consultation, falling: Decline) -> Outcome:
    rating: Rating | None = getattr(one, "rating", None)
    summary: ConsultationSummary | None = getattr(one, "summary", None)
    ended_at = one.ended_at
    if ended_at is None:
        raise ValueError("A consultation that goes on has no outcome")
    hour, quarter = divmod(quarter_of(ended_at), QUARTERS)
    outcome = Outcome(
        consultation=one,
        practice_id=one.practice_id,
        counsellor_id=one.counsellor_id,
        client_id=one.client_id,
        kind=one.kind,
        ended_at=ended_at,
        hour=hour,
        quarter=quarter,
        # As `selectors.asked` has it.
        asked=one.joined and one.client_id is not None,  # type: ignore[attr-defined]  # annotated
    )
    if summary is not None:
        for name in (
            "coverage",
            "index",
            "index_low",
            "index_high",
            "withheld",
            "fall",
            "fall_at_s",
        ):
            setattr(outcome, name, getattr(summary, name))
        versions = Versions(summary.model_version, summary.measures_version)
        outcome.index_falling = falling.index(ended_at, summary.index, versions)
    if rating is not None:
        outcome.scale, outcome.csat = rating.scale, rating.csat
        outcome.srs = None if rating.sum is None else float(rating.sum)
        outcome.commented, outcome.rated_at = bool(rating.comment), rating.changed_at
        said = rating.csat if outcome.srs is None else outcome.srs
        outcome.ratings_falling = falling.rating(rating.scale, said or 0)
    return outcome
