"""Deleting by age. Readings, messages, pauses: the consent text names the days readings are kept,
and a policy that is changed later keeps nothing longer than a text that somebody agreed to. Files:
the practice's own days, where it names any (docs/decisions/030-days-of-a-file.md).

Streams keep their counters and consent its record; what a report holds is `reports.retention`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from consult.accounts.models import Practice
from consult.consultations.models import Client, Consultation, Message, Pause, Reading

BATCH: Final = 2000
"""Readings deleted in one transaction: short enough for live writes to come between."""


def overdue(practice: Practice, now: datetime) -> QuerySet[Consultation]:
    """Return a practice's consultations that hold readings longer than promised, oldest first.

    The days are counted from the end. A consultation that nobody ended is in it as soon as one of
    its readings is as old: forgetting to press a button must not keep labels for ever.
    """
    held = Reading.objects.filter(consultation=OuterRef("pk"))
    due = Consultation.objects.none()
    for mine, limit in _by_limit(practice, now):
        ended = mine.filter(Exists(held), ended_at__lt=limit)
        never_ended = mine.filter(Exists(held.filter(received_at__lt=limit)), ended_at=None)
        due = due | ended | never_ended
    return due.order_by("ended_at", "pk")


def delete_overdue_readings(consultation: Consultation, now: datetime) -> int:
    """Delete a consultation's readings whose time is over; return how many.

    Interrupted at any point, the rest is deleted the next time.
    """
    rows = Reading.objects.filter(consultation=consultation)
    if consultation.ended_at is None:
        rows = rows.filter(received_at__lt=now - timedelta(days=consultation.kept_days))
    deleted = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        deleted += Reading.objects.filter(pk__in=keys).delete()[0]
    return deleted


def delete_overdue_messages(practice: Practice, now: datetime) -> int:
    """Delete a practice's chat messages as old as its overdue readings; return how many."""
    deleted = 0
    for mine, limit in _by_limit(practice, now):
        held = Message.objects.filter(consultation__in=mine)
        rows = held.filter(consultation__ended_at__lt=limit) | held.filter(
            consultation__ended_at=None, at__lt=limit
        )
        while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            deleted += Message.objects.filter(pk__in=keys).delete()[0]
    return deleted


def delete_overdue_pauses(practice: Practice, now: datetime) -> int:
    """Delete what is kept of pauses as old as its practice's overdue readings; return how much.

    By themselves, as messages: a camera that was paused from the first has no readings.
    """
    deleted = 0
    for mine, limit in _by_limit(practice, now):
        held = Pause.objects.filter(participant__consultation__in=mine)
        rows = held.filter(participant__consultation__ended_at__lt=limit) | held.filter(
            participant__consultation__ended_at=None, at__lt=limit
        )
        deleted += rows.forget()
    return deleted


def overdue_files(practice: Practice, now: datetime) -> QuerySet[Client]:
    """Return the client files older than the practice keeps them, the oldest first.

    The days are counted from the last appointment, held or not, or from the file's making where
    there never was one. A file with an appointment to come, or with one that nobody ended, stays.
    """
    if practice.file_days is None:
        return Client.objects.none()
    limit = now - timedelta(days=practice.file_days)
    theirs = Consultation.objects.filter(client=OuterRef("pk"))
    going_on = theirs.filter(state__in=(Consultation.State.SCHEDULED, Consultation.State.OPEN))
    young = theirs.filter(scheduled_at__gte=limit) | theirs.filter(ended_at__gte=limit)
    files = Client.objects.filter(practice=practice, created_at__lt=limit)
    return files.exclude(Exists(going_on)).exclude(Exists(young)).order_by("created_at", "pk")


def _by_limit(
    practice: Practice, now: datetime
) -> Iterator[tuple[QuerySet[Consultation], datetime]]:
    """Yield a practice's consultations by the moment before which nothing of them is kept.

    That is the practice's days ago or, where the client said yes to fewer, those; exactly that many
    days are kept.
    """
    mine = Consultation.objects.filter(practice=practice)
    days = practice.retention_days
    fewer = mine.filter(promised_days__lt=days)
    yield mine.exclude(promised_days__lt=days), now - timedelta(days=days)
    for promised in fewer.values_list("promised_days", flat=True).distinct().order_by():
        if promised is not None:
            yield fewer.filter(promised_days=promised), now - timedelta(days=promised)
