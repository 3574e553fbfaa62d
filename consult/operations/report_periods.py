"""The weeks and months that practices' reports are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

from consult.operations.models import PracticeLetter

Period = PracticeLetter.Period


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """A week or month that is over: its first and last day."""

    period: str
    first: date
    last: date


def over(today: date) -> Iterator[ReportPeriod]:
    """Yield the last week, Monday to Sunday, and the last calendar month before a day."""
    monday = today - timedelta(days=today.weekday())
    yield ReportPeriod(Period.WEEK, monday - timedelta(days=7), monday - timedelta(days=1))
    end = today.replace(day=1) - timedelta(days=1)
    yield ReportPeriod(Period.MONTH, end.replace(day=1), end)


def period_of(letter: PracticeLetter) -> ReportPeriod:
    """Return what a letter is about."""
    first = letter.first_day
    if letter.period == Period.WEEK:
        return ReportPeriod(letter.period, first, first + timedelta(days=6))
    next_month = (first + timedelta(days=31)).replace(day=1)
    return ReportPeriod(letter.period, first, next_month - timedelta(days=1))


def in_words(stretch: ReportPeriod, language: str) -> str:
    """Return "November 2026" or "16 November 2026 – 22 November 2026"."""
    if stretch.period == Period.MONTH:
        return str(format_date(stretch.first, "LLLL y", locale=language))
    first, last = (
        format_date(day, "d MMMM y", locale=language) for day in (stretch.first, stretch.last)
    )
    return f"{first} – {last}"
