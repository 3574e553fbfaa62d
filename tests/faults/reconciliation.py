"""What the database says, read past the service, held against what clients wrote down.

Needs Django set up with the run's own environment (`tests.faults.__main__` does it).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import Count

from consult.consultations.models import Consultation, Marker, Pause, Reading, Stream
from tests.camera import Call
from tests.faults.answers import Answers
from tests.faults.camera_client import Filming
from tests.faults.marker_client import Writing
from tests.faults.pausing_client import Pausing, wrongly_stored


@dataclass(slots=True)
class Ledger:
    """What a run's clients and database agree and disagree on."""

    journaled: int = 0
    stored: int = 0
    markers_journaled: int = 0
    pauses_journaled: int = 0
    missing: list[str] = field(default_factory=list)
    duplicates: int = 0
    pauses: list[str] = field(default_factory=list)
    """How stored pauses differ from what was answered."""
    unbalanced: list[str] = field(default_factory=list)
    answered_twice: int = 0
    streams: int = 0
    received: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)


def key_of(call: Call) -> uuid.UUID:
    """Return a call's consultation."""
    return uuid.UUID(call.path.rstrip("/").rsplit("/", 1)[1])


def report_ready(call: Call) -> bool:
    """Tell whether a call's report is built; no while the database is away."""
    try:
        state = Consultation.objects.filter(pk=key_of(call)).values_list("report_state", flat=True)
        return list(state) == [Consultation.ReportState.READY]
    except DatabaseError:
        connection.close()
        return False


def overdrawn() -> list[str]:
    """Return the streams that have more outcomes than frames: none may, at any moment.

    Says nothing while the database is away.
    """
    try:
        return [str(stream.pk) for stream in Stream.objects.all() if stream.in_flight < 0]
    except DatabaseError:
        connection.close()
        return []


def silence() -> bool:
    """Move the last sign of every open stream into the past; tell whether all are settled.

    A stream whose process was killed is settled after a minute of silence: the next sweep finds it.
    """
    waiting = Stream.objects.filter(settled_at=None)
    waiting.update(seen_at=datetime(2000, 1, 1, tzinfo=UTC))
    return not waiting.exists()


def drawn_up(cameras: Sequence[Filming], writers: Sequence[Writing], pausing: Pausing) -> Ledger:
    """Hold journals against rows, and every stream's counters against its rows."""
    ledger = Ledger(stored=Reading.objects.count())
    for camera in cameras:
        ledger.journaled += len(camera.journal)
        ledger.answered_twice += len(camera.answered_twice)
        ledger.missing += _missing_readings(camera)
        rows = Reading.objects.filter(consultation=key_of(camera.call)).values_list("seq", "status")
        told = [one.status for one in camera.journal]
        ledger.answers.compare(told, camera.let_go, dict(rows))
    for writer in writers:
        ledger.markers_journaled += len(writer.journal)
        ledger.missing += _missing_markers(writer)
    ledger.pauses_journaled = len(pausing.journal)
    ledger.pauses = wrongly_stored(pausing.journal, _pauses(pausing))
    frames = Reading.objects.values("stream", "seq").annotate(rows=Count("pk"))
    ledger.duplicates = frames.filter(rows__gt=1).count()
    _balance(ledger, sum(camera.sent for camera in cameras))
    return ledger


def _missing_readings(camera: Filming) -> list[str]:
    """Return what was told and is not there, by id, frame and outcome: an id may be given anew."""
    rows = Reading.objects.filter(consultation=key_of(camera.call))
    stored = set(rows.values_list("pk", "seq", "status"))
    lost = [told for told in camera.journal if (told.id, told.seq, told.status) not in stored]
    return [f"reading {told.id}: frame {told.seq}, {told.status}" for told in lost]


def _missing_markers(writer: Writing) -> list[str]:
    rows = Marker.objects.filter(consultation=key_of(writer.call)).values_list("pk", "text")
    stored = {(str(pk), text) for pk, text in rows}
    lost = [one for one in writer.journal if (one.id, one.text) not in stored]
    return [f"marker {one.id}: {one.text}" for one in lost]


def _pauses(pausing: Pausing) -> list[bool]:
    rows = Pause.objects.filter(participant__consultation=key_of(pausing.call))
    return list(rows.order_by("pk").values_list("began", flat=True))


def _balance(ledger: Ledger, sent: int) -> None:
    for stream in Stream.objects.annotate(rows=Count("readings")):
        ledger.streams += 1
        ledger.received += stream.received
        for reason, count in stream.dropped.items():
            ledger.dropped[reason] = ledger.dropped.get(reason, 0) + count
        if stream.settled_at is None or stream.in_flight or stream.stored != stream.rows:
            ledger.unbalanced.append(
                f"{stream.pk}: {stream.received} received, {stream.stored} stored, {stream.rows}"
                f" rows, {stream.in_flight} in flight"
            )
    if ledger.received > sent:
        ledger.unbalanced.append(f"{ledger.received} received of {sent} sent")
