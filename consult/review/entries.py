"""One consultation as the review's lists show it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TypedDict

from django.utils import timezone

from consult.accounts.models import User
from consult.review.models import Case, Outcome, Rating, Rules
from consult.review.rules import Reason, reasons
from consult.review.selectors import OPEN_FOR


class Named(TypedDict):
    """A user by name."""

    id: int
    name: str


class Entry(TypedDict):
    """What is known of it; figures that the policy hides are None."""

    consultation: uuid.UUID
    ended_at: datetime
    kind: str
    made_up: bool
    counsellor: Named
    client_name: str
    asked: bool
    can_answer: bool
    scale: str
    csat: int | None
    srs: float | None
    comment: str
    rated_at: datetime | None
    coverage: float | None
    index: dict[str, float | None] | None
    withheld: str
    fall: float | None
    fall_at_s: float | None
    reasons: list[Reason]
    state: str
    assignee: Named | None


def entry(outcome: Outcome, rules: Rules, *, with_index: bool) -> Entry:
    """Return a row read by `consult.review.cases.with_people`.

    `with_index`: the policy lets the index stand beside the counsellor's name.
    """
    rating: Rating | None = getattr(outcome.consultation, "rating", None)
    case: Case | None = getattr(outcome.consultation, "review_case", None)
    return {
        "consultation": outcome.consultation_id,
        "ended_at": outcome.ended_at,
        "kind": outcome.kind,
        "made_up": outcome.consultation.made_up,
        "counsellor": _named(outcome.counsellor),
        "client_name": outcome.client.name if outcome.client else "",
        "asked": outcome.asked,
        "can_answer": _can_answer(outcome),
        "scale": outcome.scale,
        "csat": outcome.csat,
        "srs": outcome.srs,
        "comment": rating.comment if rating else "",
        "rated_at": outcome.rated_at,
        "coverage": outcome.coverage,
        "index": _index(outcome) if with_index else None,
        "withheld": outcome.withheld,
        "fall": outcome.fall if with_index else None,
        "fall_at_s": outcome.fall_at_s if with_index else None,
        "reasons": [one if with_index else one.without_figure() for one in reasons(outcome, rules)],
        "state": "resolved" if _resolved(outcome, case) else "open",
        "assignee": _named(case.assignee) if case and case.assignee else None,
    }


def _index(outcome: Outcome) -> dict[str, float | None] | None:
    if outcome.index is None:
        return None
    return {"value": outcome.index, "low": outcome.index_low, "high": outcome.index_high}


def _can_answer(outcome: Outcome) -> bool:
    """Tell whether the client was asked, has not answered and still can."""
    in_time = timezone.now() <= outcome.ended_at + OPEN_FOR
    return outcome.asked and not outcome.scale and in_time


def _resolved(outcome: Outcome, case: Case | None) -> bool:
    """Tell whether somebody resolved it and nothing was said since."""
    if case is None or case.resolved_at is None:
        return False
    return outcome.rated_at is None or outcome.rated_at <= case.resolved_at


def _named(user: User) -> Named:
    return {"id": user.pk, "name": user.name}
