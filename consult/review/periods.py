"""Hours folded into the weeks or months of a zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final, Literal

from consult.review.tallies import Tally

By = Literal["week", "month"]
_WEEKS_UP_TO: Final = timedelta(days=190)
"""A longer time is shown by month unless weeks are asked for."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One week or month: its first day and what was counted in it."""

    first: date
    tally: Tally


def folded(
    rows: Iterable[Mapping[str, Any]], by: By | None, zone: tzinfo
) -> tuple[By, list[Stretch]]:
    """Return rows with an `hour` as weeks or months without holes, the earliest first.

    Without a wish, more than half a year is folded into months.
    """
    hours = sorted(rows, key=lambda row: row["hour"])
    if not hours:
        return by or "week", []
    days = [_day(row["hour"], zone) for row in hours]
    chosen: By = by or ("week" if days[-1] - days[0] <= _WEEKS_UP_TO else "month")
    parts: dict[date, list[Mapping[str, Any]]] = {}
    for day, row in zip(days, hours, strict=True):
        parts.setdefault(_beginning(day, chosen), []).append(row)
    return chosen, [
        Stretch(first, Tally.of(parts.get(first, ())))
        for first in _beginnings(min(parts), max(parts), chosen)
    ]


def _day(hour: int, zone: tzinfo) -> date:
    return datetime.fromtimestamp(hour * 3600, tz=UTC).astimezone(zone).date()


def _beginning(day: date, by: By) -> date:
    return day.replace(day=1) if by == "month" else day - timedelta(days=day.weekday())


def _beginnings(first: date, last: date, by: By) -> Iterable[date]:
    while first <= last:
        yield first
        first = (
            _beginning(first + timedelta(days=31), by) if by == "month" else first + timedelta(7)
        )
