"""The practice's report of a week or month, by e-mail to its administrators.

A worker writes each, so that what waits in the broker holds ids alone. It says what clients said
and how many answered, and nothing of a group under five. The estimate made of faces is not in it: a
mailbox is no place for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final

import structlog
from babel.dates import format_date
from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from consult.accounts import mail
from consult.accounts.models import Practice, User
from consult.accounts.zones import first_zone
from consult.apart import Apart
from consult.broker import enqueue
from consult.operations.models import PracticeLetter
from consult.review.filters import Filters, narrowed
from consult.review.models import Outcome, rules_of
from consult.review.statistics import LEAST_GROUP
from consult.review.tallies import Tally, more, rated

log = structlog.get_logger(__name__)

Period = PracticeLetter.Period
DELIVER: Final = "operations.practice_letter"
LANGUAGE: Final = "en"
"""For administrators who never chose one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A week or month that is over: its first and last day."""

    period: str
    first: date
    last: date


def send_due(now: datetime) -> int:
    """Send each practice the reports that it has not had yet; return how many went out.

    Run every day: what was missed on Monday or on the 1st goes out on the next one. A stretch in
    which nothing happened has no report.

    Raises SomeFailed: for some practices it did not work; all others were sent theirs.
    """
    sent = 0
    apart = Apart("practice_report_failed")
    for practice in Practice.objects.order_by("pk"):
        with apart.each(practice=practice.pk):
            sent += _send_all(practice, now)
    apart.tell()
    return sent


def _send_all(practice: Practice, now: datetime) -> int:
    """Send a practice what is over for every reader: days are those of each one's own zone, as on
    the page that the letter leads to.
    """
    administrators = _administrators(practice).order_by("pk")
    readers = [(one, first_zone(one.time_zone)) for one in administrators]
    if not readers:
        return 0
    today = min(now.astimezone(zone).date() for _reader, zone in readers)
    return sum(_send(practice, stretch, now, readers) for stretch in over(today))


def over(today: date) -> Iterator[Stretch]:
    """Yield the last week, Monday to Sunday, and the last calendar month before a day."""
    monday = today - timedelta(days=today.weekday())
    yield Stretch(Period.WEEK, monday - timedelta(days=7), monday - timedelta(days=1))
    end = today.replace(day=1) - timedelta(days=1)
    yield Stretch(Period.MONTH, end.replace(day=1), end)


def _send(
    practice: Practice, stretch: Stretch, now: datetime, readers: list[tuple[User, tzinfo]]
) -> bool:
    """Send one report. Its mark comes first: dying in between costs a mail, and none goes twice."""
    told = [(reader, _tally(practice, stretch, now.astimezone(zone))) for reader, zone in readers]
    told = [(reader, tally) for reader, tally in told if tally.count("held")]
    if not told:
        return False
    letter, mine = PracticeLetter.objects.get_or_create(
        practice=practice,
        period=stretch.period,
        first_day=stretch.first,
        defaults={"at": now},
    )
    if not mine:
        return False
    taken = [enqueue(DELIVER, [letter.pk, reader.pk]) for reader, _counted in told]
    if not any(taken):
        letter.delete()  # The broker is away: tomorrow is another day.
        return False
    log.info("practice_report_sent", practice=practice.pk, period=stretch.period, mails=sum(taken))
    return True


def deliver(letter_id: int, reader_id: int) -> None:
    """Write one administrator a report, as it stood when it fell due, and send it.

    Nothing goes to whoever is none any more. Raises what sending raises.
    """
    letter = PracticeLetter.objects.select_related("practice").filter(pk=letter_id).first()
    if letter is None:
        return
    reader = _administrators(letter.practice).filter(pk=reader_id).first()
    if reader is None:
        return
    stretch = _stretch_of(letter)
    now = letter.at.astimezone(first_zone(reader.time_zone))
    _write(reader, letter.practice, stretch, _tally(letter.practice, stretch, now))


def _stretch_of(letter: PracticeLetter) -> Stretch:
    first = letter.first_day
    if letter.period == Period.WEEK:
        return Stretch(letter.period, first, first + timedelta(days=6))
    next_month = (first + timedelta(days=31)).replace(day=1)
    return Stretch(letter.period, first, next_month - timedelta(days=1))


def _administrators(practice: Practice) -> QuerySet[User]:
    return User.objects.filter(practice=practice, role=User.Role.ADMINISTRATOR, is_active=True)


def _tally(practice: Practice, stretch: Stretch, now: datetime) -> Tally:
    """Return what is counted of a stretch, in days of the zone of `now`."""
    days: Filters = {"first": stretch.first, "last": stretch.last}
    zone = now.tzinfo or UTC
    rows = narrowed(Outcome.objects.filter(practice=practice), days, rules_of(practice), zone, now)
    return Tally.of([rows.order_by().aggregate(**rated(now), **more(now))])


def _write(reader: User, practice: Practice, stretch: Stretch, tally: Tally) -> None:
    with translation.override(reader.language or LANGUAGE):
        days = _days(stretch)
        words: dict[str, Any] = {
            "language": translation.get_language(),
            "practice": practice,
            "days": days,
            "tally": tally,
            "held": tally.count("held"),
            "asked": tally.count("asked"),
            "answered": tally.count("answered"),
            "open": tally.count("open"),
            "commented": tally.count("commented"),
            "enough": tally.count("asked") >= LEAST_GROUP,
            # While some can still answer it would be the share of those who were quick.
            "response": None if tally.count("open") else tally.response,
            "score": tally.score,
            "srs": tally.srs,
            "srs_low": tally.srs_low,
            "link": f"{settings.PUBLIC_URL}/review?first={stretch.first}&last={stretch.last}",
        }
        mail.send(
            reader.email,
            _("%(practice)s, %(days)s: what clients said")
            % {"practice": practice.name, "days": days},
            render_to_string("mail/practice_report.txt", words),
            render_to_string("mail/practice_report.html", words),
        )


def _days(stretch: Stretch) -> str:
    language = translation.get_language() or LANGUAGE
    if stretch.period == Period.MONTH:
        return str(format_date(stretch.first, "LLLL y", locale=language))
    first, last = (
        format_date(day, "d MMMM y", locale=language) for day in (stretch.first, stretch.last)
    )
    return f"{first} – {last}"
