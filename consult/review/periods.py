"""Hours folded into the days, weeks or months of a zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Any, Final, Literal

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.lookups import LessThan

from consult.review.quarter_hours import QUARTERS, ahead
from consult.review.tallies import Tally

By = Literal["week", "month"]
_WEEKS_UP_TO: Final = timedelta(days=190)
"""A longer time is shown by month unless weeks are asked for."""
_FIRST_DAY: Final = date(1970, 1, 1)
_HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class Bucket:
    """One week or month: its first day and what was counted in it."""

    first: date
    tally: Tally


def day_number(first: int, last: int, zone: tzinfo) -> Combinable:
    """Return, for the database, the day in a zone of `hour` and `quarter`, counted from 1970.

    It holds for hours from `first` to `last`. The database knows no zones, but between two changes
    of the clocks a day is a division; years of days are far fewer rows than their hours. Quarters
    of an hour are looked at only where the zone's days do not begin with an hour of UTC.
    """
    offsets = _offsets(first * QUARTERS, last * QUARTERS + QUARTERS - 1, zone)
    if all(at % QUARTERS == 0 and by % QUARTERS == 0 for at, by in offsets):
        return _day(F("hour"), [(at // QUARTERS, by // QUARTERS) for at, by in offsets], _HOURS)
    return _day(F("hour") * QUARTERS + F("quarter"), offsets, _HOURS * QUARTERS)


def _day(moment: Combinable, offsets: list[tuple[int, int]], length: int) -> Combinable:
    """Return the day of a `moment` that is counted in units of which a day has `length`."""
    begin, *changes = offsets
    offset = Case(
        *(
            When(LessThan(moment, at), then=Value(earlier))
            for (at, _), (_, earlier) in zip(changes, [begin, *changes], strict=False)
        ),
        default=Value([begin, *changes][-1][1]),
        output_field=IntegerField(),
    )
    return (moment + offset) / length


def _offsets(first: int, last: int, zone: tzinfo) -> list[tuple[int, int]]:
    """Return from which quarter on the zone is how many quarters ahead, the earliest first."""
    day = _HOURS * QUARTERS
    found = [(first, ahead(first, zone))]
    for evening in range(first + day, last + day, day):
        if ahead(evening, zone) != found[-1][1]:
            at = next(
                quarter
                for quarter in range(evening - day, evening + 1)
                if ahead(quarter, zone) != found[-1][1]
            )
            found.append((at, ahead(at, zone)))
    return found


def folded(rows: Iterable[Mapping[str, Any]], by: By | None) -> tuple[By, list[Bucket]]:
    """Return rows with a `day` as weeks or months without holes, the earliest first.

    Without a wish, more than half a year is folded into months.
    """
    days = {_FIRST_DAY + timedelta(days=row["day"]): row for row in rows}
    if not days:
        return by or "week", []
    chosen: By = by or ("week" if max(days) - min(days) <= _WEEKS_UP_TO else "month")
    parts: dict[date, list[Mapping[str, Any]]] = {}
    for day, row in days.items():
        parts.setdefault(_beginning(day, chosen), []).append(row)
    return chosen, [
        Bucket(first, Tally.of(parts.get(first, ())))
        for first in _beginnings(min(parts), max(parts), chosen)
    ]


def _beginning(day: date, by: By) -> date:
    return day.replace(day=1) if by == "month" else day - timedelta(days=day.weekday())


def _beginnings(first: date, last: date, by: By) -> Iterable[date]:
    while first <= last:
        yield first
        first = (
            _beginning(first + timedelta(days=31), by) if by == "month" else first + timedelta(7)
        )
