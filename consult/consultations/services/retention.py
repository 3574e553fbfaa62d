"""Deleting readings and messages by age: the consent text names the days readings are kept.

Streams keep their counters and consent its record; what a report holds is `reports.retention`'s.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from consult.accounts.models import Practice
from consult.consultations.models import Consultation, Message, Reading

BATCH: Final = 2000
"""Readings deleted in one transaction: short enough for live writes to come between."""


def overdue(practice: Practice, now: datetime) -> QuerySet[Consultation]:
    """Return a practice's consultations that hold readings longer than promised, oldest first.

    The days are counted from the end. A consultation that nobody ended is in it as soon as one of
    its readings is as old: forgetting to press a button must not keep labels for ever.
    """
    limit = _limit(practice, now)
    held = Reading.objects.filter(consultation=OuterRef("pk"))
    mine = Consultation.objects.filter(practice=practice)
    ended = mine.filter(Exists(held), ended_at__lt=limit)
    never_ended = mine.filter(Exists(held.filter(received_at__lt=limit)), ended_at=None)
    return (ended | never_ended).order_by("ended_at", "pk")


def delete_overdue_readings(consultation: Consultation, now: datetime) -> int:
    """Delete a consultation's readings whose time is over; return how many.

    Interrupted at any point, the rest is deleted the next time.
    """
    rows = Reading.objects.filter(consultation=consultation)
    if consultation.ended_at is None:
        rows = rows.filter(received_at__lt=_limit(consultation.practice, now))
    deleted = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        deleted += Reading.objects.filter(pk__in=keys).delete()[0]
    return deleted


def delete_overdue_messages(practice: Practice, now: datetime) -> int:
    """Delete a practice's chat messages as old as its overdue readings; return how many."""
    limit = _limit(practice, now)
    held = Message.objects.filter(consultation__practice=practice)
    rows = held.filter(consultation__ended_at__lt=limit) | held.filter(
        consultation__ended_at=None, at__lt=limit
    )
    deleted = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        deleted += Message.objects.filter(pk__in=keys).delete()[0]
    return deleted


def _limit(practice: Practice, now: datetime) -> datetime:
    """Return the moment before which a practice keeps nothing; exactly that many days are kept."""
    return now - timedelta(days=practice.retention_days)
