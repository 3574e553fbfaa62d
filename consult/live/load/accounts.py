"""Whether the service's counters balance, and agree with what the cameras saw (P2)."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import Count

from consult.consultations.models import Reading, Stream
from consult.live.load.journal import Journal
from consult.live.load.people import Seat

SETTLED_WITHIN_S: Final = 20.0


@dataclass(slots=True)
class Accounts:
    """The sums over all streams of one measurement."""

    received: int = 0
    stored: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    in_flight: int = 0
    faults: list[str] = field(default_factory=list)
    """What does not balance, in words; empty when everything does."""


def settled(seats: Sequence[Seat], since: datetime) -> list[Stream]:
    """Return the streams that these seats opened since a moment, settled where time allowed."""
    wanted = [seat.participant for seat in seats]
    deadline = time.monotonic() + SETTLED_WITHIN_S
    while True:
        streams = list(Stream.objects.filter(participant__in=wanted, started_at__gte=since))
        done = all(stream.settled_at for stream in streams)
        if done or time.monotonic() > deadline:
            return streams
        time.sleep(0.1)


def balance(
    seats: Sequence[Seat], journals: Sequence[Journal], streams: Sequence[Stream]
) -> Accounts:
    """Hold counters, rows and journals against each other, stream by stream."""
    accounts = Accounts()
    rows = _rows(streams)
    by_participant = {stream.participant_id: stream for stream in streams}
    for seat, journal in zip(seats, journals, strict=True):
        stream = by_participant.get(seat.participant)
        if stream is None:
            accounts.faults.append(f"{seat.participant}: no stream")
            continue
        accounts.received += stream.received
        accounts.stored += stream.stored
        accounts.dropped += Counter(stream.dropped)
        accounts.rejected += Counter(stream.rejected)
        accounts.in_flight += stream.in_flight
        accounts.faults += [f"{stream}: {fault}" for fault in _faults(journal, stream, rows)]
    return accounts


def _faults(journal: Journal, stream: Stream, rows: dict[object, int]) -> list[str]:
    sent, row_count = len(journal.captured), rows.get(stream.pk, 0)
    found = []
    if stream.settled_at is None:
        found.append("not settled")
    if stream.in_flight != 0:
        found.append(f"{stream.in_flight} frames in flight after settling")
    if stream.received != sent:
        found.append(f"{sent} frames sent, {stream.received} received")
    if stream.stored != row_count:
        found.append(f"{stream.stored} counted as stored, {row_count} rows")
    if journal.stored > row_count:
        found.append(f"{journal.stored} answered as stored, {row_count} rows")
    if journal.twice:
        found.append(f"{journal.twice} answers too many")
    return found


def _rows(streams: Sequence[Stream]) -> dict[object, int]:
    keys = [stream.pk for stream in streams]
    counted = Reading.objects.filter(stream__in=keys).values_list("stream").annotate(n=Count("pk"))
    return dict(counted)
