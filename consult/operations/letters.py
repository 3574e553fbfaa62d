"""The practice's report of a week or month, by e-mail to its administrators.

A worker writes each, so that what waits in the broker holds ids alone. It says what clients said
and how many answered, and nothing of a group under five. The estimate made of faces is not in it: a
mailbox is no place for it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from consult.accounts.mail_once import lost, send_once, take_up
from consult.accounts.models import Practice, User
from consult.accounts.time_zones import first_time_zone
from consult.broker import enqueue
from consult.error_isolation import ErrorIsolation
from consult.operations.models import LetterCopy, PracticeLetter
from consult.operations.report_periods import ReportPeriod, in_words, over, period_of
from consult.review.filters import Filters, narrowed
from consult.review.models import Outcome, rules_of
from consult.review.statistics import LEAST_GROUP
from consult.review.tallies import Tally, more, rated

log = structlog.get_logger(__name__)

DELIVER: Final = "operations.practice_letter"
LANGUAGE: Final = "en"
"""For administrators who never chose one."""
NEWS_FOR: Final = timedelta(days=7)
"""A report that could not be sent for so long is none any more; the page has its figures."""
COPIES_KEPT: Final = timedelta(days=90)


def send_due(now: datetime) -> int:
    """Send each practice the reports that it has not had yet; return how many mails are on their
    way.

    Run every day: what was missed on Monday or on the 1st goes out on the next one. A stretch in
    which no consultation took place has no report.

    Raises PartialFailure: for some practices it did not work; all others were sent theirs.
    """
    sent = 0
    isolation = ErrorIsolation("practice_report_failed")
    for practice in Practice.objects.order_by("pk"):
        with isolation.each(practice=practice.pk):
            sent += _send_all(practice, now)
    isolation.raise_if_failed()
    return sent


def _send_all(practice: Practice, now: datetime) -> int:
    """Send a practice what is over for every reader: days are those of each one's own zone, as on
    the page that the letter leads to.
    """
    administrators = _administrators(practice).order_by("pk")
    readers = [(one, first_time_zone(one.time_zone)) for one in administrators]
    if not readers:
        return 0
    today = min(now.astimezone(zone).date() for _reader, zone in readers)
    for stretch in over(today):
        _write_down(practice, stretch, now, readers)
    return _order_all(practice, now)


def _write_down(
    practice: Practice, stretch: ReportPeriod, now: datetime, readers: list[tuple[User, tzinfo]]
) -> None:
    """Keep what one report is to be sent to whom, unless that was done before. It comes first: what
    dies after it leaves rows that the next run takes up.
    """
    told = [
        reader
        for reader, zone in readers
        if _outcomes(practice, stretch, now.astimezone(zone)).exists()
    ]
    if not told:
        return
    with transaction.atomic():
        letter, mine = PracticeLetter.objects.get_or_create(
            practice=practice,
            period=stretch.period,
            first_day=stretch.first,
            defaults={"at": now},
        )
        if mine:
            LetterCopy.objects.bulk_create(LetterCopy(letter=letter, reader=one) for one in told)


def _order_all(practice: Practice, now: datetime) -> int:
    """Hand the workers each mail that nobody has sent; return how many they took."""
    unsent = LetterCopy.objects.filter(
        Q(orders=0) | lost(now),
        letter__practice=practice,
        letter__at__gt=now - NEWS_FOR,
        reader__in=_administrators(practice),
    )
    taken = 0
    for copy in unsent.order_by("letter", "reader"):
        row = LetterCopy.objects.filter(pk=copy.pk)
        if not (row.filter(orders=0).update(at=now, orders=1) or take_up(row, now)):
            continue  # Another run was first.
        if not enqueue(DELIVER, [copy.letter_id, copy.reader_id]):
            row.update(at=copy.at, orders=copy.orders)
            break  # The broker is away: tomorrow is another day.
        taken += 1
    if taken:
        log.info("practice_report_sent", practice=practice.pk, mails=taken)
    return taken


def deliver(letter_id: int, reader_id: int) -> None:
    """Write one administrator a report, as it stood when it fell due, and send it, once.

    Nothing goes to whoever is none any more. Raises what `send_once` raises.
    """
    copy = LetterCopy.objects.filter(letter=letter_id, reader=reader_id)
    if not copy.exists():
        _make_up_for(letter_id, reader_id, timezone.now())
    send_once(lambda: _written(letter_id, reader_id), copy)


def _make_up_for(letter_id: int, reader_id: int, now: datetime) -> None:
    """Write down a copy that was ordered before copies were: without one nothing is sent."""
    letter = PracticeLetter.objects.filter(pk=letter_id, at__gt=now - NEWS_FOR).first()
    if letter and _administrators(letter.practice).filter(pk=reader_id).exists():
        first = {"at": now, "orders": 1}
        LetterCopy.objects.get_or_create(letter=letter, reader_id=reader_id, defaults=first)
    else:
        log.warning("practice_report_not_wanted", letter=letter_id)


def forget_copies(now: datetime) -> int:
    """Delete to whom reports of long ago went; return how many rows."""
    return LetterCopy.objects.filter(letter__at__lt=now - COPIES_KEPT).delete()[0]


def _written(letter_id: int, reader_id: int) -> EmailMessage | None:
    letter = PracticeLetter.objects.select_related("practice").filter(pk=letter_id).first()
    if letter is None:
        return None
    reader = _administrators(letter.practice).filter(pk=reader_id).first()
    if reader is None:
        return None
    stretch = period_of(letter)
    now = letter.at.astimezone(first_time_zone(reader.time_zone))
    return _message(reader, letter.practice, stretch, _outcomes(letter.practice, stretch, now), now)


def _administrators(practice: Practice) -> QuerySet[User]:
    return User.objects.filter(practice=practice, role=User.Role.ADMINISTRATOR, is_active=True)


def _outcomes(practice: Practice, stretch: ReportPeriod, now: datetime) -> QuerySet[Outcome]:
    """Return what took place in a stretch, in days of the zone of `now`."""
    days: Filters = {"first": stretch.first, "last": stretch.last}
    zone = now.tzinfo or UTC
    rows = narrowed(Outcome.objects.filter(practice=practice), days, rules_of(practice), zone, now)
    return rows.order_by()


def _message(
    reader: User, practice: Practice, stretch: ReportPeriod, held: QuerySet[Outcome], now: datetime
) -> EmailMultiAlternatives:
    tally = Tally.of([held.aggregate(**rated(now), **more(now))])
    with translation.override(reader.language or LANGUAGE):
        days = in_words(stretch, translation.get_language() or LANGUAGE)
        words: dict[str, Any] = {
            "language": translation.get_language(),
            "practice": practice,
            "days": days,
            "tally": tally,
            "held": tally.count("held"),
            "asked": tally.count("asked"),
            "answered": tally.count("answered"),
            "open": tally.count("open"),
            "all_over": tally.count("closed") == tally.count("asked"),
            "commented": tally.count("commented"),
            "enough": tally.count("asked") >= LEAST_GROUP,
            "response": tally.response,
            "score": tally.score,
            "srs": tally.srs,
            "srs_low": tally.srs_low,
            "link": f"{settings.PUBLIC_URL}/review?first={stretch.first}&last={stretch.last}",
        }
        subject = _("%(practice)s, %(days)s: what clients said")
        message = EmailMultiAlternatives(
            subject % {"practice": practice.name, "days": days},
            render_to_string("mail/practice_report.txt", words),
            None,
            [reader.email],
        )
        message.attach_alternative(
            render_to_string("mail/practice_report.html", words), "text/html"
        )
        return message
