"""What clients said, over many consultations: everything on the review's first page.

Four questions to the database, whatever the filters: by counsellor, by day, the latest pairs of
index and rating, and names. The index stands beside what clients said, never instead of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.core.cache import cache
from django.db.models import CharField, Max, Min, QuerySet
from django.db.models.functions import Cast, Coalesce
from redis.exceptions import RedisError

from consult.accounts.models import Practice, User
from consult.accounts.policy import may_show_index_by_counsellor
from consult.review.agreement import LEAST_PAIRS, Agreement, Lacking, Pair, agreement
from consult.review.filters import ANSWERED
from consult.review.models import Outcome
from consult.review.periods import Bucket, By, day_number, folded
from consult.review.statistics import LEAST_GROUP, Mean, difference
from consult.review.tallies import Tally, more, rated

LATEST_PAIRS: Final = 2000
"""Consultations over which index and rating are set beside each other: more change ρ by less than
0.02, and each client among them is left out once."""

LEAST_COUNSELLORS: Final = 2
"""Counsellors with enough measured consultations, from which on an index is nobody's own."""
_PERSON: Final = Coalesce(Cast("client", CharField()), Cast("consultation", CharField()))
"""Who is left out together: a client who was erased is known by nothing more. As text: thousands of
UUIDs made of it take longer than the question."""
_ENDS: Final = {"first": Min("hour"), "last": Max("hour")}

KEPT_S: Final = 86_400
"""Seconds for which a fit is kept."""


@dataclass(frozen=True, slots=True)
class OfCounsellor:
    """What the clients of one counsellor said."""

    id: int
    name: str
    tally: Tally
    index: Mean | None
    """None also where the practice's policy does not let it be shown."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The estimate beside what clients said, for one scale."""

    scale: str
    pairs: int
    agreement: Agreement | Lacking


@dataclass(frozen=True, slots=True)
class Estimate:
    """How far the index goes with the ratings, and whether those who did not answer differ.

    The means are None under `LEAST_PAIRS` consultations with both (docs/measures.md, 9), and where
    one side has fewer than `LEAST_GROUP`.
    """

    paired: int
    """Consultations with a rating and an index, on either scale."""
    beside: list[Beside]
    answered: Mean | None
    unanswered: Mean | None
    difference: Mean | None
    """Who answered less who did not, in points of the index."""


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The whole page."""

    tally: Tally
    by: By
    trend: list[Bucket]
    counsellors: list[OfCounsellor]
    """Empty where it would be a statistic by counsellor of what was made of faces, which the policy
    forbids: the consultations were chosen by such a rule."""
    index_by_counsellor: bool
    estimate: Estimate | None
    """None where the policy forbids it: what is left is of a single counsellor."""


def satisfaction(
    rows: QuerySet[Outcome], practice: Practice, by: By | None, now: datetime, *, measured: bool
) -> Satisfaction:
    """Return what is said over `rows`, outcomes of one practice, in days of the zone of `now`;
    `measured`: they were chosen by what was made of faces.
    """
    plain = rows.order_by()
    groups: list[Any] = list(
        plain.values("counsellor").annotate(**rated(now), **more(now), **_ENDS)
    )
    tally = Tally.of(groups)
    chosen, trend = folded(_by_day(plain, groups, now), by)
    allowed = may_show_index_by_counsellor(practice)
    shown = allowed or not _of_one(groups)
    return Satisfaction(
        tally=tally,
        by=chosen,
        trend=trend,
        counsellors=_counsellors(groups, allowed) if allowed or not measured else [],
        index_by_counsellor=allowed,
        estimate=_estimate(rows, tally, whole=not allowed) if shown else None,
    )


def _of_one(groups: list[dict[str, Any]]) -> bool:
    """Tell whether the index over these rows would be that of a single counsellor, or nearly.

    Whichever filter led there: unless two of them have enough measured consultations each, what is
    left is one's index with a little of others in it.
    """
    enough = [group for group in groups if group["n_index_all"] >= LEAST_GROUP]
    return len(enough) < LEAST_COUNSELLORS


def _by_day(
    rows: QuerySet[Outcome], groups: list[dict[str, Any]], now: datetime
) -> Iterable[Mapping[str, Any]]:
    if not groups:
        return []
    first, last = min(one["first"] for one in groups), max(one["last"] for one in groups)
    day = day_number(first, last, now.tzinfo or UTC)
    return rows.annotate(day=day).values("day").annotate(**rated(now))


def _counsellors(groups: list[dict[str, Any]], with_index: bool) -> list[OfCounsellor]:
    """Return the groups by name: this is no ranking."""
    names = dict(
        User.objects.filter(pk__in=[group["counsellor"] for group in groups]).values_list(
            "pk", "name"
        )
    )
    found = []
    for group in groups:
        tally = Tally.of([group])
        index = tally.index() if with_index else None
        key = group["counsellor"]
        found.append(OfCounsellor(key, names.get(key, ""), tally, index))
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def _estimate(rows: QuerySet[Outcome], tally: Tally, *, whole: bool) -> Estimate:
    """Return the estimate; `whole`: means in whole points, so that of two overlapping questions
    the index of the few who make the difference cannot be told (docs/decisions/025).
    """
    both = rows.filter(ANSWERED, index__isnull=False).order_by("-hour")
    columns = (_PERSON, "index", "csat", "srs")
    pairs: dict[str, list[Pair]] = {"csat": [], "srs": []}
    for person, index, csat, srs in both.values_list(*columns)[:LATEST_PAIRS]:
        scale, said = ("csat", csat) if csat is not None else ("srs", srs)
        pairs[scale].append(Pair(person, index, float(said)))
    beside = [Beside(scale, len(ones), _agreed(ones)) for scale, ones in pairs.items() if ones]
    shown = [one and one.rounded() if whole else one for one in _bias(tally)]
    return Estimate(tally.index_sums("answered").n, beside, *shown)


def _bias(tally: Tally) -> tuple[Mean | None, Mean | None, Mean | None]:
    """Return the index of those who answered, of those who did not, and the difference."""
    answered, unanswered = tally.index_sums("answered"), tally.index_sums("unanswered")
    if answered.n < LEAST_PAIRS:
        return None, None, None
    return tally.index("answered"), tally.index("unanswered"), difference(answered, unanswered)


def _agreed(pairs: list[Pair]) -> Agreement | Lacking:
    """Return `agreement`, kept under what it is of: the same pairs never agree otherwise.

    The fit leaves each client out in turn and takes longer than all questions to the database.
    """
    told = repr([(pair.client, pair.index, pair.rating) for pair in pairs])
    key = f"review.agreement.3:{hashlib.sha256(told.encode()).hexdigest()}"
    # While Redis is away the fit is made each time: it is figures of the database.
    with suppress(RedisError, OSError):
        kept: dict[str, Any] | Lacking | None = cache.get(key)
        if kept is not None:
            return Agreement(**kept) if isinstance(kept, dict) else kept
    found = agreement(pairs)
    with suppress(RedisError, OSError):
        cache.set(key, asdict(found) if isinstance(found, Agreement) else found, KEPT_S)
    return found
