"""What the database counts of many consultations, and how counts become figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import Count, F, FloatField, Q, Sum, Value
from django.db.models.functions import Coalesce

from consult.review.filters import ANSWERED, SATISFIED, UNANSWERED, over, still_open
from consult.review.models.rating import LOW_SUM
from consult.review.statistics import Mean, Share, Sums, mean, share

SRS_MOST: Final = 40.0
INDEX_MOST: Final = 100.0
_CSAT: Final = range(1, 6)
_ANY_TIME: Final = datetime(1970, 1, 8, tzinfo=UTC)
"""For the names of what is counted, which are the same at any time."""


def _count(condition: Q) -> Count:
    # Of a column that the index holds, as the condition's are: the rows need not be read.
    return Count("hour", filter=condition)


def _total(expression: Any, condition: Q | None = None) -> Coalesce:
    total = Sum(expression, filter=condition or None, output_field=FloatField())
    return Coalesce(total, Value(0.0))


def _beside_columns(aggregates: dict[str, Any]) -> dict[str, Any]:
    """Return them under names that are no columns: Django would take those for the sums."""
    return {f"n_{name}": aggregate for name, aggregate in aggregates.items()}


def rated(now: datetime) -> dict[str, Any]:
    """Return what is counted of what clients said, for every group that is shown."""
    return _beside_columns(
        {
            "asked": _count(Q(asked=True)),
            "answered": _count(ANSWERED),
            "open": _count(UNANSWERED & still_open(now)),
            "closed": _count(Q(asked=True) & over(now)),
            "closed_answered": _count(ANSWERED & over(now)),
            "csat": _count(Q(csat__isnull=False)),
            "satisfied": _count(SATISFIED),
            "srs": _count(Q(srs__isnull=False)),
            "srs_low": _count(Q(srs__lt=float(LOW_SUM))),
            "srs_sum": _total(F("srs")),
            "srs_squares": _total(F("srs") * F("srs")),
        }
    )


def more(now: datetime) -> dict[str, Any]:
    """Return what is counted besides, once for each counsellor."""
    groups = {"all": Q(), "answered": ANSWERED, "unanswered": UNANSWERED & over(now)}
    squares = F("index") * F("index")
    return _beside_columns(
        {
            "held": Count("hour"),
            "commented": _count(Q(commented=True)),
            **{f"csat_{points}": _count(Q(csat=points)) for points in _CSAT},
            **{f"index_{name}": _count(Q(index__isnull=False) & of) for name, of in groups.items()},
            **{f"index_{name}_sum": _total(F("index"), of) for name, of in groups.items()},
            **{f"index_{name}_squares": _total(squares, of) for name, of in groups.items()},
        }
    )


_COUNTED: Final = frozenset(rated(_ANY_TIME) | more(_ANY_TIME))


@dataclass(slots=True)
class Tally:
    """The counts of one group; groups add up."""

    counts: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> Tally:
        """Return the sum of rows that hold what `rated` counts, and perhaps what `more` does."""
        tally = cls()
        for row in rows:
            for name in row.keys() & _COUNTED:
                tally.counts[name] = tally.counts.get(name, 0) + row[name]
        return tally

    def count(self, name: str) -> int:
        """Return one of the counts."""
        return int(self.counts.get(f"n_{name}", 0))

    @property
    def response(self) -> Share | None:
        """Answers of those who were asked and whose week to answer is over: those who still can
        answer are no non-responders, and those of them who did were only the quick ones.
        """
        return share(self.count("closed_answered"), self.count("closed"))

    @property
    def score(self) -> Share | None:
        """The share of 4 and 5."""
        return share(self.count("satisfied"), self.count("csat"))

    @property
    def srs_low(self) -> Share | None:
        """Sums of the four scales under 36."""
        return share(self.count("srs_low"), self.count("srs"))

    @property
    def srs(self) -> Mean | None:
        """The mean sum of the four scales."""
        return mean(self._sums("srs"), 0.0, SRS_MOST)

    @property
    def distribution(self) -> list[int]:
        """How many said 1, 2, 3, 4 and 5."""
        return [self.count(f"csat_{points}") for points in _CSAT]

    def index_sums(self, group: str = "all") -> Sums:
        """Return the sums of the expression index: of all, of who answered, of who did not."""
        return self._sums(f"index_{group}")

    def index(self, group: str = "all") -> Mean | None:
        """Return the mean expression index of a group."""
        return mean(self.index_sums(group), 0.0, INDEX_MOST)

    def _sums(self, name: str) -> Sums:
        total, squares = (
            self.counts.get(f"n_{name}_sum", 0),
            self.counts.get(f"n_{name}_squares", 0),
        )
        return Sums(self.count(name), total, squares)
