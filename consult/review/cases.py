"""Reading the queue: which consultations wait for a look, and what was found in one."""

from __future__ import annotations

from typing import Final, Literal

from django.db.models import F, Q, QuerySet

from consult.accounts.models import User
from consult.consultations import selectors
from consult.consultations.models import Consultation
from consult.review.models import Outcome, Rules, Verdict
from consult.review.rules import flagged

State = Literal["open", "resolved", "all"]
COUNTED_UP_TO: Final = 100

_CASE: Final = "consultation__review_case"
OPEN: Final = Q(**{f"{_CASE}__resolved_at": None}) | Q(rated_at__gt=F(f"{_CASE}__resolved_at"))
"""Not resolved, or rated since."""


def outcomes_of(user: User) -> QuerySet[Outcome]:
    """Return what an administrator may review: the practice's consultations that took place."""
    return Outcome.objects.filter(practice=user.own_practice)


def with_people(rows: QuerySet[Outcome]) -> QuerySet[Outcome]:
    """Bring along what a list names, in the same question."""
    return rows.select_related(
        "client", "counsellor", "consultation__rating", "consultation__review_case__assignee"
    )


def in_queue(rows: QuerySet[Outcome], rules: Rules, state: State) -> QuerySet[Outcome]:
    """Return those worth a look by the practice's rules, in one state."""
    rows = rows.filter(flagged(rules))
    if state == "open":
        return rows.filter(OPEN)
    if state == "resolved":
        return rows.exclude(OPEN)
    return rows


def reviewed_consultations(user: User) -> QuerySet[Consultation]:
    """Return those whose verdicts this user may read: administrators the practice's, and the
    counsellor, whom a verdict concerns, their own.
    """
    return selectors.consultations_of(user).filter(outcome__isnull=False)


def verdicts_of(consultation: Consultation) -> QuerySet[Verdict]:
    """Return what was said about one consultation, the latest first."""
    found = Verdict.objects.filter(consultation=consultation)
    return found.select_related("author", "assignee").order_by("-at", "-pk")
