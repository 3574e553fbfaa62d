"""The live summary: each participant's smoothed state, by the report's own functions."""

from __future__ import annotations

import uuid
from collections import defaultdict

from consult.clock import now_ms
from consult.live import wire
from consult.live.history import read_all, read_newest
from consult.live.ordered_summary import OrderedSummary, Row


class Summaries:
    """Running summaries of one consultation's participants, begun with what is stored.

    One call at a time, which is the caller's to see to: a dashboard holds its lock for each.
    """

    def __init__(self, consultation_id: uuid.UUID) -> None:
        self.consultation_id = consultation_id
        self._running: dict[str, OrderedSummary] = {}
        self._streams: dict[str, str] = {}
        """participant → the stream of their newest reading."""
        self._over: set[str] = set()
        """Streams from before a withdrawal: what still comes of one may be erased already."""

    def follow(self, readings: list[wire.Reading]) -> bool:
        """Tell whether `after` can do without the database; changes nothing."""
        taken: dict[str, int] = {}
        for reading in readings:
            running, stream = self._running.get(reading["participant"]), reading["stream"]
            if running is None or stream in self._over or stream not in running.positions:
                return False
            known = taken.get(stream, running.positions[stream])
            if reading["position"] <= known:
                continue
            if reading["position"] != known + 1 or not running.takes(_row(reading, running)):
                return False
            taken[stream] = known + 1
        return True

    def after(self, readings: list[wire.Reading]) -> list[wire.Summary]:
        """Return the summary of every participant these new readings belong to."""
        by_participant: defaultdict[str, list[wire.Reading]] = defaultdict(list)
        for reading in readings:
            by_participant[reading["participant"]].append(reading)
            self._streams[reading["participant"]] = reading["stream"]
        for participant, own in by_participant.items():
            if not self._counted(participant, own):
                # What is short of readings goes first: where reading fails, the next one asks.
                self._running.pop(participant, None)
                self._read(participant)
        return [self._message(participant) for participant in by_participant]

    def forget(self, participant: str) -> wire.Summary | None:
        """Drop a participant's summary; return the one of what is left, if there was one.

        Their readings may be gone, and what was made of them goes with them.
        """
        if participant in self._streams:
            self._over.add(self._streams[participant])
        running = self._running.pop(participant, None)
        if running is None:
            return None
        self._over.update(running.positions)
        return self.of(uuid.UUID(participant))

    def of(self, participant_id: uuid.UUID) -> wire.Summary:
        """Return one participant's summary from what is stored."""
        self._read(str(participant_id))
        return self._message(str(participant_id))

    def _counted(self, participant: str, readings: list[wire.Reading]) -> bool:
        """Count new readings; False where only all that is stored makes them a summary."""
        running = self._running.get(participant)
        if running is None or any(reading["stream"] in self._over for reading in readings):
            return False
        for reading in readings:
            stream, position = reading["stream"], reading["position"]
            known = running.positions.get(stream)
            if known is not None and position <= known:
                continue  # read from the database before its hint came
            if known is None or position > known + 1:
                # A hint was lost, or overtaken by this one; or a camera came back, and nobody
                # tells of what was lost at the end of its last stream.
                if not _caught_up(participant, running, reading):
                    return False
                continue
            row = _row(reading, running)
            if not running.takes(row):
                return False
            running.insert(row)
            running.positions[stream] = position
        running.settle()
        return True

    def _read(self, participant: str) -> None:
        self._running[participant] = read_all(self.consultation_id, uuid.UUID(participant))

    def _message(self, participant_id: str) -> wire.Summary:
        now = self._running[participant_id].snapshot()
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
            "insufficient": now.insufficient,
        }


def _row(reading: wire.Reading, running: OrderedSummary) -> Row:
    t = reading["captured_at"] / 1000 - running.origin
    return Row(t, reading["id"], reading["probabilities"])


def _caught_up(participant: str, running: OrderedSummary, reading: wire.Reading) -> bool:
    """Count what is stored and was not told, this reading with it; False where some is too old."""
    positions = dict(running.positions)
    missing = [
        one
        for one in read_newest(uuid.UUID(participant), running)
        if one.position > positions.get(one.stream, 0)
    ]
    for one in sorted(missing, key=lambda one: one.position):
        if one.position != positions.get(one.stream, 0) + 1 or not running.takes(one.row):
            return False
        positions[one.stream] = one.position
    for one in missing:
        running.insert(one.row)
    running.positions = positions
    return positions.get(reading["stream"], 0) >= reading["position"]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)
