"""Why a consultation is worth a look: the same rules as a question to the database and in words.

Nothing follows from a rule but that a person looks. Both forms must agree; a test tries them on
each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from django.db.models import Q

from consult.review.models import Outcome, Rules

RuleName = Literal["rating", "srs", "falling", "fall", "comment"]
RULES: Final[tuple[RuleName, ...]] = ("rating", "srs", "falling", "fall", "comment")

MEASURED: Final[tuple[RuleName, ...]] = ("falling", "fall")
"""Rules that look at what was made of faces, and not at what clients said."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that speaks for a look.

    `value` is what was found: the rating, the sum of the four scales, how many ratings in a row
    were lower (None: it is the trend of the index), how far valence fell. `limit` is the practice's
    threshold, `at_s` the second of the turning point.
    """

    rule: RuleName
    value: float | None = None
    limit: float | None = None
    at_s: float | None = None

    @property
    def measured(self) -> bool:
        """Whether it was made of faces, and not of what the client said."""
        return self.rule in MEASURED and (self.rule != "falling" or self.value is None)

    def without_figure(self) -> Reason:
        """Return it as it may stand beside a counsellor's name whatever the policy: that there was
        a measured change, and not how much (docs/decisions/025).
        """
        return replace(self, value=None, at_s=None) if self.measured else self


def flagged(rules: Rules, only: RuleName | None = None) -> Q:
    """Return the condition under which a consultation is worth a look, by any rule or by one."""
    found = Q(pk__in=[])
    for name, condition in _conditions(rules).items():
        if only in (None, name):
            found |= condition
    return found


def _conditions(rules: Rules) -> dict[RuleName, Q]:
    """Return the condition of each rule that is on."""
    conditions: dict[RuleName, Q] = {}
    if rules.rating_at_most is not None:
        conditions["rating"] = Q(csat__lte=rules.rating_at_most)
    if rules.srs_under is not None:
        conditions["srs"] = Q(srs__lt=rules.srs_under)
    if rules.falls_in_a_row is not None:
        falling = Q(ratings_falling__gte=rules.falls_in_a_row) | Q(index_falling=True)
        conditions["falling"] = falling
    if rules.fall_at_least is not None:
        conditions["fall"] = Q(fall__lte=-rules.fall_at_least)
    if rules.comments:
        conditions["comment"] = Q(commented=True)
    return conditions


def reasons(outcome: Outcome, rules: Rules) -> list[Reason]:
    """Return why this consultation is worth a look; empty where it is not."""
    return list(_reasons(outcome, rules))


def _reasons(one: Outcome, rules: Rules) -> Iterator[Reason]:
    low, under, times = rules.rating_at_most, rules.srs_under, rules.falls_in_a_row
    if low is not None and one.csat is not None and one.csat <= low:
        yield Reason("rating", one.csat, low)
    if under is not None and one.srs is not None and one.srs < under:
        yield Reason("srs", one.srs, under)
    if times is not None and one.ratings_falling >= times:
        yield Reason("falling", one.ratings_falling, times)
    yield from _measured_reasons(one, rules)
    if rules.comments and one.commented:
        yield Reason("comment")


def _measured_reasons(one: Outcome, rules: Rules) -> Iterator[Reason]:
    if rules.falls_in_a_row is not None and one.index_falling:
        yield Reason("falling")
    if rules.fall_at_least is None or one.fall is None:
        return
    if one.fall <= -rules.fall_at_least:
        yield Reason("fall", one.fall, -rules.fall_at_least, one.fall_at_s)
