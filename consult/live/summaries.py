"""The live summary: each participant's smoothed state, by the report's own functions."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from analyzer.timeline import RunningSummary
from consult.clock import now_ms
from consult.consultations.models import Participant
from consult.consultations.selectors import timeline, timeline_origin
from consult.consultations.served_model import served_model
from consult.live import wire


@dataclass(slots=True)
class _Running:
    summary: RunningSummary
    origin: float
    """Unix seconds of t = 0."""
    last_t: float

    def time_of(self, reading: wire.Reading) -> float:
        """Return when a reading was captured, in seconds after the origin."""
        return reading["captured_at"] / 1000 - self.origin


class Summaries:
    """Running summaries of one consultation's participants, seeded from what is stored.

    Only one dashboard's consumer (or one request) uses an instance: no lock is needed.
    """

    def __init__(self, consultation_id: uuid.UUID) -> None:
        self.consultation_id = consultation_id
        self._running: dict[str, _Running] = {}
        self._positions: dict[str, int] = {}
        self._streams: dict[str, str] = {}
        """participant → the stream of their newest reading."""
        self._over: set[str] = set()
        """Streams from before a withdrawal: what still comes of one may be erased already."""

    def follow(self, readings: list[wire.Reading]) -> bool:
        """Tell whether `after` can do without the database; changes nothing."""
        positions = dict(self._positions)
        last: dict[str, float] = {}
        for reading in readings:
            running = self._running.get(reading["participant"])
            stream, position = reading["stream"], reading["position"]
            if running is None or stream in self._over or position != positions.get(stream, 0) + 1:
                return False
            # Two workers may store a camera's frames in another order than they were taken in.
            t = running.time_of(reading)
            if t < last.get(stream, running.last_t):
                return False
            positions[stream], last[stream] = position, t
        return len({reading["stream"] for reading in readings}) == 1

    def after(self, readings: list[wire.Reading]) -> list[wire.Summary]:
        """Return the summary of every participant these new readings belong to."""
        touched: dict[str, bool] = {}
        for reading in readings:
            participant = reading["participant"]
            follows = self._follows(reading) and touched.get(participant, True)
            touched[participant] = follows and self._add(reading)
        for participant, complete in touched.items():
            if not complete:
                # What is short of readings goes first: where seeding fails, the next reading asks.
                self._running.pop(participant, None)
                self._seed(participant)
        return [self._message(participant) for participant in touched]

    def forget(self, participant: str) -> wire.Summary | None:
        """Drop a participant's summary; return the one of what is left, if there was one.

        Their readings may be gone, and what was made of them goes with them.
        """
        if participant in self._streams:
            self._over.add(self._streams[participant])
        if self._running.pop(participant, None) is None:
            return None
        return self.of(uuid.UUID(participant))

    def of(self, participant_id: uuid.UUID) -> wire.Summary:
        """Return one participant's summary from what is stored."""
        self._seed(str(participant_id))
        return self._message(str(participant_id))

    def _follows(self, reading: wire.Reading) -> bool:
        """Tell whether no hint was lost before this one; else only the database knows."""
        stream = reading["stream"]
        known = self._positions.get(stream, 0)
        self._positions[stream] = max(known, reading["position"])
        self._streams[reading["participant"]] = stream
        return reading["position"] == known + 1 and stream not in self._over

    def _add(self, reading: wire.Reading) -> bool:
        """Take a reading in; False when it must be put in order with older ones first."""
        running = self._running.get(reading["participant"])
        if running is None:
            return False
        t = running.time_of(reading)
        if t < running.last_t:
            return False
        running.summary.update(t, reading["probabilities"])
        running.last_t = t
        return True

    def _seed(self, participant_id: str) -> None:
        person = Participant.objects.select_related("consultation").get(
            pk=participant_id, consultation=self.consultation_id
        )
        origin = timeline_origin(person.consultation)
        series = timeline(person, origin).series
        model = served_model()
        summary = RunningSummary(model.recall, model.threshold)
        for t, row, valid in zip(series.t, series.probabilities, series.valid, strict=True):
            summary.update(float(t), row if valid else None)
        last_t = float(series.t[-1]) if len(series.t) else 0.0
        self._running[participant_id] = _Running(summary, origin.timestamp(), last_t)

    def _message(self, participant_id: str) -> wire.Summary:
        now = self._running[participant_id].summary.snapshot()
        smoothed = now.probabilities
        return {
            "type": "summary",
            "participant": participant_id,
            "at": now_ms(),
            "probabilities": None if smoothed is None else [round(float(p), 4) for p in smoothed],
            "valence": _rounded(now.valence),
            "arousal": _rounded(now.arousal),
            "label": now.label,
            "coverage": round(float(now.coverage), 4),
            "readings": int(now.readings),
            "camera_on_s": round(float(now.camera_on_s), 1),
        }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)
