"""What a worker does with one micro-batch: ask, analyse, commit, and only then answer.

Runs in the worker's one analysis thread. Pixels end here.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError, connection

from analyzer.pipeline import Analyzer
from analyzer.results import EXPRESSIONS, Analysis, Box
from consult import metrics
from consult.clock import from_ms
from consult.consultations import selectors
from consult.consultations.models import Reading
from consult.consultations.services.streams import Counters, store_readings
from consult.live import wire
from consult.live.readings import reading_messages

FrameMessage = dict[str, Any]
AnswerTuple = tuple[str, int, str, str, str]
"""(stream, seq, status, reason, JSON text or "")"""


class OutcomeUnknown(Exception):
    """The connection broke while readings were stored, and could not be asked what became of it."""


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The outcome of a micro-batch, in the order of its frames."""

    answers: list[AnswerTuple]
    stored: list[wire.Reading]
    consultations: list[str]
    """The consultation of each stored reading."""


def joined(results: list[BatchResult]) -> BatchResult:
    """Return several results as one, in their order."""
    return BatchResult(
        [answer for result in results for answer in result.answers],
        [reading for result in results for reading in result.stored],
        [name for result in results for name in result.consultations],
    )


def process_batch(analyzer: Analyzer, frames: list[FrameMessage]) -> BatchResult:
    """Analyse and store a micro-batch; every frame gets an answer.

    Raises:
        OutcomeUnknown: whether the readings are stored only the database knows, and it is away.
    """
    refusals = selectors.refusals(uuid.UUID(frame["stream"]) for frame in frames)
    allowed = [frame for frame in frames if uuid.UUID(frame["stream"]) not in refusals]
    answers = {
        _key(frame): _refused(frame, refusals[uuid.UUID(frame["stream"])])
        for frame in frames
        if uuid.UUID(frame["stream"]) in refusals
    }
    shares = [frame["region"][2] / 65535 for frame in allowed]
    streams = [frame["stream"] for frame in allowed]
    # A web process of the version before asks for nothing less.
    brief = [frame.get("brief", False) for frame in allowed]
    analyses = analyzer.analyze([frame["jpeg"] for frame in allowed], shares, streams, brief)
    readings = []
    for frame, analysis in zip(allowed, analyses, strict=True):
        if analysis.status == "rejected":
            answers[_key(frame)] = _refused(frame, analysis.reason)
        else:
            readings.append((frame, reading_of(frame, analysis, analyzer.model_version)))
    counters = {uuid.UUID(frame["stream"]): Counters(**frame["counters"]) for frame, _ in readings}
    with metrics.stage("store"):
        stored, again = _stored([reading for _, reading in readings], counters)
    result = BatchResult([], [], [])
    messages = iter(reading_messages([reading for reading in stored if reading is not None]))
    for (frame, given), reading in zip(readings, stored, strict=True):
        if reading is None:
            answers[_key(frame)] = _refused(frame, "stream_ended")
            continue
        message = next(messages)
        answers[_key(frame)] = _answered(frame, message)
        # Another than was given: a frame delivered twice. Who stored it first has told of it,
        # unless that was the try before this one.
        if again or reading is given:
            result.stored.append(message)
            result.consultations.append(frame["consultation"])
    result.answers.extend(answers[_key(frame)] for frame in frames)
    return result


def _stored(
    readings: list[Reading], counters: dict[uuid.UUID, Counters]
) -> tuple[list[Reading | None], bool]:
    """Store readings; return them as `store_readings` does, and whether it took a second try.

    A connection that breaks at the commit does not say whether the server has done it. The second
    try finds out: what stands is found by stream and number, and the lock on the stream waits for
    a commit that is still under way.
    """
    if not readings:
        return [], False
    try:
        return store_readings(readings, counters), False
    except (OperationalError, InterfaceError):
        # A connection that still serves has taken everything back, as after a wait too long.
        if connection.is_usable():
            raise
    connection.close()
    for reading in readings:
        # As new again: the number that the lost transaction gave may be another's by now.
        reading.pk, reading.position = None, 0
        reading._state.adding = True
    try:
        return store_readings(readings, counters), True
    except (OperationalError, InterfaceError) as error:
        raise OutcomeUnknown(type(error).__name__) from error


def reading_of(frame: FrameMessage, analysis: Analysis, model_version: str) -> Reading:
    """Return an unsaved reading of one analysed frame."""
    reading = Reading(
        consultation_id=uuid.UUID(frame["consultation"]),
        participant_id=uuid.UUID(frame["participant"]),
        stream_id=uuid.UUID(frame["stream"]),
        seq=frame["seq"],
        captured_at=from_ms(frame["captured_at"]),
        received_at=from_ms(frame["received_at"]),
        status=analysis.status,
        reason=analysis.reason,
        model_version=model_version,
    )
    if analysis.face is not None:
        box = in_whole_picture(analysis.face.box, frame["region"])
        reading.box_x, reading.box_y = box.x, box.y
        reading.box_width, reading.box_height = box.width, box.height
        reading.face_score = analysis.face.score
    if analysis.quality is not None:
        reading.brightness = analysis.quality.brightness
        reading.sharpness = analysis.quality.sharpness
    if analysis.expression is not None:
        for name, value in zip(EXPRESSIONS, analysis.expression.probabilities, strict=True):
            # Rounded before it is stored: what is shown live is what the report counts with.
            setattr(reading, name, round(float(value), 5))
        reading.label = analysis.expression.label
    return reading


def in_whole_picture(box: Box, region: list[int]) -> Box:
    """Return a box found in a region frame in 0..1 of the whole picture."""
    return Box(*(side / 65535 for side in region)).placed(box)


def dropped(frame: FrameMessage, reason: str) -> AnswerTuple:
    """Return the answer of a frame that was let go unanalysed."""
    return (frame["stream"], frame["seq"], "dropped", reason, "")


def _refused(frame: FrameMessage, reason: str) -> AnswerTuple:
    return (frame["stream"], frame["seq"], "rejected", reason, "")


def _answered(frame: FrameMessage, reading: wire.Reading) -> AnswerTuple:
    answer: wire.Answer = {
        "type": "answer",
        "seq": frame["seq"],
        "status": reading["status"],
        "reading": reading["id"],
    }
    if reading["reason"]:
        answer["reason"] = reading["reason"]
    if reading["box"] is not None:
        answer["box"] = reading["box"]
    if reading["probabilities"] is not None and reading["label"] is not None:
        answer["probabilities"] = reading["probabilities"]
        answer["label"] = reading["label"]
    text = json.dumps(answer, separators=(",", ":"))
    return (frame["stream"], frame["seq"], reading["status"], reading["reason"], text)


def _key(frame: FrameMessage) -> tuple[str, int]:
    return (frame["stream"], frame["seq"])
