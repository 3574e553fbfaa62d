"""One made-up consultation as the service would have left it: readings, report, roll-ups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from analyzer.results import EXPRESSIONS, UNCERTAIN
from analyzer.timeline import Series, Stop
from consult.accounts.models import User
from consult.consultations.consent_text import PURPOSES, consent_text
from consult.consultations.models import (
    Client,
    Consent,
    Consultation,
    Marker,
    Participant,
    Pause,
    Reading,
    Stream,
)
from consult.consultations.selectors import Timeline, timeline_origin
from consult.consultations.served_model import ServedModel
from consult.consultations.stops import in_seconds, stops
from consult.demo.batch import Batch
from consult.demo.simulated_breaks import Break, decisions, interrupted, pauses
from consult.demo.simulated_readings import Course
from consult.reports import rollups
from consult.reports.contents import figures_of
from consult.reports.models import Report
from consult.reports.retention import without_labels

MODEL: Final = ServedModel(version="made-up-1", recall=None, threshold=0.4)
"""No model read these faces: there are none. The figures stay what they are, whatever serves."""
FACE: Final = (0.9, 0.34, 0.2, 0.3, 0.4)
"""Score and box of every face: who sits before a camera hardly moves."""
UNSEEN: Final = ("", *[None] * (len(FACE) + len(EXPRESSIONS)))
"""The same columns of a frame without a readable face."""
Decision = Participant.Decision


@dataclass(frozen=True, slots=True)
class Pair:
    """Who meets, and for what."""

    counsellor: User
    client: Client
    kind: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is to be stored: who met when and how long, what the client's camera gave (None: the
    client refused), when nothing was analysed, moments marked (seconds, text), the counsellor's
    summary."""

    pair: Pair
    began: datetime
    seconds: float
    course: Course | None
    breaks: Sequence[Break] = ()
    markers: Sequence[tuple[float, str]] = ()
    note: str = ""

    @property
    def ended(self) -> datetime:
        """When it was over."""
        return self.began + timedelta(seconds=self.seconds)


def add(batch: Batch, meeting: Meeting, now: datetime) -> Consultation:
    """Add a meeting that is over, as it stands at `now`: with labels only while their days last."""
    made = plan(batch, meeting.pair, meeting.began)
    made.state = Consultation.State.ENDED
    made.report_state = Consultation.ReportState.READY
    made.opened_at, made.ended_at, made.note = meeting.began, meeting.ended, meeting.note
    client = next(one for one in batch.participants[-2:] if one.role == Participant.Role.CLIENT)
    seen = _camera(batch, meeting, client)
    kept_until = meeting.ended + timedelta(days=meeting.pair.counsellor.own_practice.retention_days)
    held = now < kept_until
    if seen is not None and held:
        _add_readings(batch, seen.course, client, meeting.began)
        batch.pauses += seen.pauses
    _add_report(batch, seen, client, None if held else kept_until)
    batch.markers += [
        Marker(
            consultation=made,
            author=meeting.pair.counsellor,
            at=meeting.began + timedelta(seconds=at),
            text=text,
        )
        for at, text in meeting.markers
    ]
    return made


def plan(
    batch: Batch, pair: Pair, at: datetime, state: str = Consultation.State.SCHEDULED
) -> Consultation:
    """Add an appointment that was not held, or is still ahead."""
    made = Consultation(
        practice=pair.counsellor.own_practice,
        counsellor=pair.counsellor,
        client=pair.client,
        kind=pair.kind,
        state=state,
        scheduled_at=at,
        invite_expires_at=at + timedelta(days=1),
        made_up=True,
    )
    batch.consultations.append(made)
    batch.participants += [
        Participant(consultation=made, role=Participant.Role.CLIENT, name=pair.client.name),
        Participant(consultation=made, role=Participant.Role.COUNSELLOR, name=pair.counsellor.name),
    ]
    return made


@dataclass(frozen=True, slots=True)
class _Camera:
    """What a client's camera gave, and when it was not to be analysed."""

    course: Course
    pauses: list[Pause]
    stops: tuple[Stop, ...]


def _camera(batch: Batch, meeting: Meeting, client: Participant) -> _Camera | None:
    """Add what the client decided; return what their camera gave, if they allowed it."""
    client.joined_at = meeting.began
    if meeting.course is None:
        _decide(batch, meeting, client, [(meeting.began, Decision.REFUSED)])
        return None
    when = (meeting.breaks, meeting.began, meeting.seconds)
    said = _decide(batch, meeting, client, decisions(*when))
    paused = pauses(client, *when)
    stopped = in_seconds(stops(paused, said), meeting.began)
    return _Camera(interrupted(meeting.course, stopped), paused, stopped)


def _decide(
    batch: Batch, meeting: Meeting, client: Participant, said: Iterable[tuple[datetime, Decision]]
) -> list[Consent]:
    text = consent_text("en", meeting.pair.counsellor.own_practice.retention_days)
    rows = [
        Consent(
            participant=client,
            decision=decision,
            version=text.version,
            language=text.language,
            text_hash=text.text_hash,
            purposes=list(PURPOSES) if decision == Decision.GRANTED else [],
            actor="client",
            at=at,
        )
        for at, decision in said
    ]
    client.consent = rows[-1].decision
    batch.consents += rows
    return rows


def _add_report(
    batch: Batch, seen: _Camera | None, client: Participant, labels_gone: datetime | None
) -> None:
    made = client.consultation
    lines = [] if seen is None else [_line(seen, client, timeline_origin(made))]
    versions = MODEL.version if lines else ""
    figures = figures_of(made, lines, versions, MODEL)
    rows = rollups.folded(lines, MODEL.recall)
    folded = {str(client.pk)} if rows else set()
    if labels_gone:
        for row in rows:
            row.__dict__.update(dict.fromkeys(EXPRESSIONS))
    batch.summaries.append(rollups.summary_of(made, figures))
    batch.ten_seconds += rows
    batch.reports.append(
        Report(
            consultation=made,
            state=Report.State.READY,
            model_version=versions,
            data=without_labels(figures, folded) if labels_gone else figures,
            attempts=1,
            built_at=made.ended_at,
            readings_deleted_at=labels_gone,
        )
    )


def _line(seen: _Camera, client: Participant, origin: datetime) -> Timeline:
    course = seen.course
    statuses, counts = np.unique(course.status, return_counts=True)
    return Timeline(
        participant=client,
        origin=origin,
        series=Series(course.t, course.probabilities, course.status == Reading.Status.READING),
        status=course.status,
        statuses={str(s): int(n) for s, n in zip(statuses, counts, strict=True)},
        stops=seen.stops,
    )


def _add_readings(batch: Batch, course: Course, client: Participant, began: datetime) -> None:
    ended = began + timedelta(seconds=float(course.t[-1]))
    stream = Stream(
        participant=client,
        consultation_id=client.consultation_id,
        started_at=began,
        seen_at=ended,
        ended_at=ended,
        settled_at=ended,
        received=len(course.t),
        stored=len(course.t),
    )
    batch.streams.append(stream)
    labels = _labels(course)
    shown = course.probabilities.round(4).tolist()
    ids = (client.consultation_id, client.pk, stream.pk)
    for i, (t, status) in enumerate(zip(course.t.tolist(), course.status.tolist(), strict=True)):
        at = began + timedelta(seconds=t)
        seen = (labels[i], *FACE, *shown[i]) if labels[i] else UNSEEN
        batch.readings.append((*ids, i + 1, i + 1, at, at, status, "", MODEL.version, *seen))


def _labels(course: Course) -> list[str]:
    """Return each reading's label, "" where it has none."""
    seen = course.status == Reading.Status.READING
    shown = np.where(seen[:, None], course.probabilities, 0)
    names = np.array(EXPRESSIONS)[shown.argmax(axis=1)]
    sure = np.where(shown.max(axis=1) >= MODEL.threshold, names, UNCERTAIN)
    labels: list[str] = np.where(seen, sure, "").tolist()
    return labels
