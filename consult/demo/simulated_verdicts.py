"""What the demo's administrator has done with the queue: some of it, so that each part shows."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from consult.accounts.models import User
from consult.review.cases import in_queue, outcomes_of
from consult.review.models import SavedView, Verdict, rules_of
from consult.review.services import verdicts

Act = Verdict.Act
LEFT_OPEN: Final = 5
"""The latest consultations that nobody has looked at yet."""
FOUND: Final = (
    (Act.NO_ACTION, "One bad day; the next ratings are as before."),
    (Act.FOLLOW_UP, "Talk about the last appointment in supervision."),
    (Act.LOOKED_AT, "The camera stood against the window."),
)
VIEWS: Final = {
    "Counselling, worth a look": {"period": "90d", "kind": "counselling", "flagged": "any"},
    "Hardly analysed": {"period": "30d", "coverage": "little"},
}


@transaction.atomic
def look_through(administrator: User) -> int:
    """Give verdicts on the older part of the queue; return how many consultations that were."""
    rules = rules_of(administrator.own_practice)
    waiting = in_queue(outcomes_of(administrator), rules, "open").order_by("ended_at", "pk")
    older = list(waiting.select_related("consultation"))[:-LEFT_OPEN]
    for number, outcome in enumerate(older):
        act, comment = FOUND[number % len(FOUND)]
        verdicts.give(outcome.consultation, administrator, act, comment=comment)
        if act == Act.FOLLOW_UP:
            verdicts.give(outcome.consultation, administrator, Act.ASSIGNED, assignee=administrator)
        else:
            verdicts.give(outcome.consultation, administrator, Act.RESOLVED)
    SavedView.objects.bulk_create(
        SavedView(user=administrator, name=name, filters=filters) for name, filters in VIEWS.items()
    )
    return len(older)
