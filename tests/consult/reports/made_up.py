"""Made-up readings: consultations whose figures are known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import numpy as np
from django.db.models import Min
from django.utils import timezone

from analyzer.results import EXPRESSIONS
from consult.consultations.models import Consultation, Participant, Reading, Stream
from consult.consultations.selectors import timeline_origin
from consult.consultations.served_model import served_model
from consult.consultations.services import scheduling
from consult.reports.models import Report

MODEL = served_model().version
Mood = Callable[[float], str | None]
"""From seconds after the opening to the apparent expression, None where no face is visible."""


def smiling_then_away(t: float) -> str | None:
    """A smile for a minute, half a minute without a face, then neutral."""
    if t < 60:
        return "happiness"
    return None if t < 90 else "neutral"


def ended(opened: Consultation, *, seconds: float = 240.0) -> Consultation:
    """Return the consultation ended, `seconds` after it was opened."""
    end = filmed_until(opened)
    row = Consultation.objects.filter(pk=opened.pk)
    row.update(opened_at=end - timedelta(seconds=seconds))
    scheduling.end_consultation(opened)
    row.update(ended_at=end)
    return row.get()


def filmed_until(consultation: Consultation) -> datetime:
    """Return the moment at which its cameras stopped: now, or when the first film was stored.

    A slow machine takes a second to store a film; the figures must not know of it.
    """
    first = Stream.objects.filter(consultation=consultation).aggregate(at=Min("seen_at"))
    return first["at"] or timezone.now()


def moment(report: Report, seconds: float) -> datetime:
    """Return the moment so many seconds after the opening of the report's consultation."""
    return timeline_origin(report.consultation) + timedelta(seconds=seconds)


def film(
    consultation: Consultation,
    mood: Mood = smiling_then_away,
    *,
    seconds: float = 240.0,
    rate: float = 2.0,
    role: str = Participant.Role.CLIENT,
) -> Stream:
    """Store the readings of one camera over the last `seconds`, `rate` of them a second."""
    until = filmed_until(consultation)
    began = until - timedelta(seconds=seconds)
    person = Participant.objects.get(consultation=consultation, role=role)
    stream = Stream.objects.create(
        participant=person, consultation=consultation, started_at=began, seen_at=until
    )
    noise = np.random.default_rng(7)
    count = int(seconds * rate)
    Reading.objects.bulk_create(
        _reading(stream, i, began + timedelta(seconds=i / rate), mood(i / rate), noise)
        for i in range(count)
    )
    Stream.objects.filter(pk=stream.pk).update(received=count, stored=count)
    return stream


def _reading(
    stream: Stream, i: int, at: datetime, label: str | None, noise: np.random.Generator
) -> Reading:
    reading = Reading(
        consultation_id=stream.consultation_id,
        participant_id=stream.participant_id,
        stream=stream,
        seq=i + 1,
        position=i + 1,
        captured_at=at,
        received_at=at,
        status=Reading.Status.READING if label else Reading.Status.NO_FACE,
        label=label or "",
        model_version=MODEL,
    )
    if label:
        weights = noise.dirichlet(np.where(np.array(EXPRESSIONS) == label, 9.0, 0.6))
        for name, weight in zip(EXPRESSIONS, weights, strict=True):
            setattr(reading, name, float(weight))
        reading.box_x, reading.box_y, reading.box_width, reading.box_height = 0.3, 0.2, 0.3, 0.4
    return reading
