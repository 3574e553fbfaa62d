"""Streams and their readings: the only writer of both tables.

Accounts: received = stored + rejected + dropped + in flight. The camera's socket counts what it
receives, refuses and lets go; the worker writes rows and, in the same transaction, the counters
that came with the frames. Whoever is last to know of a frame settles it.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from django.db import transaction
from django.utils import timezone

from consult.consultations.models import Participant, Reading, Stream

SILENT = timedelta(seconds=60)
"""A camera's socket shows itself every 20 s; after three misses its process is gone."""

LOST = "lost"
"""Drop reason: no answer came back while the socket was there."""
PROCESS_LOST = "process_lost"
"""Drop reason: the process that held the socket died."""

LetGo = tuple[str, str]
"""(status, reason) under which a frame was counted that a worker refused or dropped."""


@dataclass(slots=True)
class Counters:
    """What a camera's socket has counted since it opened."""

    received: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)

    def note(self, status: str, reason: str) -> None:
        """Count a frame that was rejected or dropped; any other status counts nothing here."""
        kept = self._kept(status)
        if kept is not None:
            kept[reason] = kept.get(reason, 0) + 1

    def strike_out(self, status: str, reason: str) -> None:
        """Take back what `note` counted for one frame."""
        kept = self._kept(status)
        if kept is not None and reason in kept:
            kept[reason] -= 1
            if not kept[reason]:
                del kept[reason]

    def _kept(self, status: str) -> dict[str, int] | None:
        return {"dropped": self.dropped, "rejected": self.rejected}.get(status)


@transaction.atomic
def open_stream(participant: Participant) -> Stream:
    """Return a new stream for a camera that was just let in; the person's older ones end.

    The row lock makes two tabs that connect together take turns: the later one ends the other's
    stream. It is one that a batch being stored, which refers to the participant, need not wait for.
    """
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    end_streams(participant)
    now = timezone.now()
    return Stream.objects.create(
        participant=participant,
        consultation_id=participant.consultation_id,
        started_at=now,
        seen_at=now,
    )


def end_streams(participant: Participant) -> None:
    """Close the person's streams: a worker that holds a frame of theirs may not store it."""
    Stream.objects.filter(participant=participant, ended_at=None).update(ended_at=timezone.now())


@transaction.atomic
def store_readings(
    readings: Sequence[Reading], counters: dict[uuid.UUID, Counters]
) -> list[Reading | None]:
    """Store one micro-batch; return each reading with id and position, in the given order.

    A frame that is already stored adds nothing: the reading that stands is returned for it, which
    is not the object that was given. None stands for a reading whose stream ended meanwhile (the
    call is over, consent was withdrawn): nothing is added either.
    """
    ids = sorted({reading.stream_id for reading in readings})
    # The row lock gives each stream one writer at a time: positions have no holes or twins.
    streams = {
        stream.pk: stream
        for stream in Stream.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    }
    known = _already_stored(readings)
    new: list[Reading] = []
    stored: list[Reading | None] = []
    for reading in readings:
        stream = streams.get(reading.stream_id)
        frame = (reading.stream_id, reading.seq)
        if frame in known or stream is None or stream.ended_at is not None:
            stored.append(known.get(frame))
            continue
        known[frame] = reading
        stream.stored += 1
        reading.position = stream.stored
        new.append(reading)
        stored.append(reading)
    Reading.objects.bulk_create(new)
    # A batch that comes after the settling knows less: its counters would take back what was lost.
    unsettled = {key: stream for key, stream in streams.items() if stream.settled_at is None}
    for key, stream in unsettled.items():
        _count(stream, counters[key])
    _write(unsettled.values(), ["stored", "received", "rejected", "dropped", "seen_at"])
    return stored


@transaction.atomic
def note_counters(counters: Mapping[uuid.UUID, Counters]) -> set[uuid.UUID]:
    """Write living sockets' counters and show that they live; return the streams that do, too."""
    streams = list(Stream.objects.select_for_update().filter(pk__in=counters).order_by("pk"))
    unsettled = [stream for stream in streams if stream.settled_at is None]
    for stream in unsettled:
        _count(stream, counters[stream.pk])
    _write(unsettled, ["received", "rejected", "dropped", "seen_at"])
    return {stream.pk for stream in streams if stream.ended_at is None}


@transaction.atomic
def close_stream(
    stream_id: uuid.UUID,
    counters: Counters,
    unanswered: Iterable[int],
    let_go: Mapping[int, LetGo] = MappingProxyType({}),
) -> None:
    """End a stream and settle its accounts: an unanswered frame was stored, or is lost.

    `let_go` names frames that a worker refused or dropped. One that was delivered twice may have
    been stored by another, whose answer came too late or not at all: it counts as stored.
    """
    stream = Stream.objects.select_for_update().filter(pk=stream_id).first()
    if stream is None or stream.settled_at is not None:
        return
    open_frames = set(unanswered)
    rows = Reading.objects.filter(stream=stream, seq__in=open_frames.union(let_go))
    stored = set(rows.values_list("seq", flat=True))
    for seq in stored.intersection(let_go):
        counters.strike_out(*let_go[seq])
    _count(stream, counters)
    _settle(stream, LOST, len(open_frames - stored))


@transaction.atomic
def settle_silent_streams() -> int:
    """Settle the streams whose process died; return how many.

    One that somebody else holds at this moment is not silent, and is left to the next time. The
    rows are locked in the order of all who lock several, or two of them could wait for each other.
    """
    free = Stream.objects.select_for_update(skip_locked=True)
    silent = free.filter(settled_at=None, seen_at__lt=timezone.now() - SILENT)
    streams = list(silent.order_by("pk"))
    for stream in streams:
        _settle(stream, PROCESS_LOST, stream.in_flight)
    return len(streams)


def _already_stored(readings: Sequence[Reading]) -> dict[tuple[uuid.UUID, int], Reading]:
    """Return, by (stream, seq), what stands where a frame would be stored twice."""
    rows = Reading.objects.filter(
        stream_id__in={reading.stream_id for reading in readings},
        seq__in={reading.seq for reading in readings},
    )
    frames = {(reading.stream_id, reading.seq) for reading in readings}
    # Every seq in every stream: far more rows than replays, so only those are read in full.
    found = rows.values_list("pk", "stream_id", "seq")
    twice = [pk for pk, stream, seq in found if (stream, seq) in frames]
    return {(row.stream_id, row.seq): row for row in Reading.objects.filter(pk__in=twice)}


def _count(stream: Stream, counters: Counters) -> None:
    """Take over newer counters; a batch that was overtaken must not turn them back."""
    stream.seen_at = timezone.now()
    if counters.received >= stream.received:
        stream.received = counters.received
        stream.rejected = counters.rejected
        stream.dropped = counters.dropped


def _write(streams: Collection[Stream], fields: list[str]) -> None:
    """Update locked rows in one statement.

    They are there, so each "insert" is an update. `bulk_update` would say the same in a CASE for
    each column, which takes Django longer to write than all the rest of a batch's transaction.
    """
    if streams:
        Stream.objects.bulk_create(
            streams, update_conflicts=True, unique_fields=["id"], update_fields=fields
        )


def _settle(stream: Stream, reason: str, lost: int) -> None:
    now = timezone.now()
    if lost > 0:
        stream.dropped = {**stream.dropped, reason: stream.dropped.get(reason, 0) + lost}
    stream.ended_at = stream.ended_at or now
    stream.settled_at = now
    stream.save()
