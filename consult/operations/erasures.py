"""Erasures as a list, and making those of a list again: a back-up knows nothing of later ones.

The list holds kinds, ids and times, and nothing of anybody, so it may be kept longer than back-ups
and beside them: one JSON object a line, the oldest first.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

import structlog
from django.db import connection, transaction

from consult.consultations.models import Client, Consultation, Erasure, Participant
from consult.consultations.services import chat, clients, participation, scheduling
from consult.review.services.rating import take_back

log = structlog.get_logger(__name__)
Kind = Erasure.Kind


class ListError(Exception):
    """This is no list of erasures; the words are for who runs the service."""


def kept(since: datetime | None = None) -> list[Erasure]:
    """Return the erasures that this database knows of, the oldest first."""
    if Erasure._meta.db_table not in connection.introspection.table_names():
        return []  # Lost, or older than the table.
    rows = Erasure.objects.order_by("at", "pk")
    return list(rows.filter(at__gte=since) if since else rows)


def lines(erasures: Iterable[Erasure]) -> Iterator[str]:
    """Yield one line for each."""
    for one in erasures:
        said = {"id": str(one.pk), "kind": one.kind, "subject": str(one.subject)}
        yield json.dumps({**said, "at": one.at.isoformat()}) + "\n"


def read(source: Iterable[str]) -> list[Erasure]:
    """Return the erasures of a list. Raises ListError."""
    return [_of_line(number, line) for number, line in enumerate(source, 1) if line.strip()]


def make_again(erasures: Iterable[Erasure]) -> int:
    """Make those erasures that this database does not know of; return how many.

    What it knows of was made before its copy was. Each is made and written down together, so that
    a run that dies goes on where it was.
    """
    known = set(Erasure.objects.values_list("pk", flat=True))
    # Of two lists, one can hold what the other does.
    new = {one.pk: one for one in erasures if one.pk not in known}
    for one in new.values():
        with transaction.atomic():
            _DOORS[Kind(one.kind)](one.subject)
            Erasure.objects.bulk_create([one])
    if new:
        log.info("erasures_made_again", erasures=len(new))
    return len(new)


def _client(subject: uuid.UUID) -> None:
    file = Client.objects.filter(pk=subject).first()
    if file is None:
        return
    # An open one had ended when the file was erased: the copy does not know that either.
    for one in Consultation.objects.filter(client=file, state=Consultation.State.OPEN):
        scheduling.end_consultation(one)
    clients.erase(file, by=None)


def _of_person(act: Callable[[Participant], object]) -> Callable[[uuid.UUID], None]:
    def door(subject: uuid.UUID) -> None:
        person = Participant.objects.filter(pk=subject).first()
        if person is not None:
            act(person)

    return door


_DOORS: Final[dict[Kind, Callable[[uuid.UUID], None]]] = {
    Kind.CLIENT: _client,
    Kind.READINGS: _of_person(participation.erase_readings),
    Kind.MESSAGES: _of_person(chat.erase_messages),
    Kind.RATING: _of_person(take_back),
}


def _of_line(number: int, line: str) -> Erasure:
    try:
        said = json.loads(line)
        return Erasure(
            pk=uuid.UUID(said["id"]),
            kind=Kind(said["kind"]),
            subject=uuid.UUID(said["subject"]),
            at=datetime.fromisoformat(said["at"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ListError(f"Line {number} is no erasure.") from error
