"""A message's walk to its answer, by the functions that walk it in the product, without its I/O."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from analyzer.pipeline import Analyzer
from analyzer.results import EXPRESSIONS
from consult.consultations.models import Reading
from consult.live import batch_analysis
from consult.live.frame_intake import Frame, FrameIntake
from tests.fuzz.mutations import NOW

SAME = 1e-4
"""Largest difference of two probabilities that are the same but for the place in a batch."""
NOBODY = UUID(int=0).hex


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a message: box in 0..1 of the camera's whole picture."""

    name: str
    """Status and reason, as they are counted."""
    box: tuple[float, float, float, float] | None = None
    probabilities: tuple[float, ...] | None = None

    def same_as(self, other: Answer) -> bool:
        """Tell whether both say the same of the same face."""
        if (self.name, self.box) != (other.name, other.box):
            return False
        pairs = zip(self.probabilities or (), other.probabilities or (), strict=True)
        return all(abs(mine - theirs) <= SAME for mine, theirs in pairs)


def answers(
    analyzer: Analyzer, messages: Sequence[bytes], streams: Sequence[Hashable] = ()
) -> list[Answer]:
    """Return the answer to each message, analysed as one micro-batch.

    `streams` names for each the camera that it is of; of as many cameras unless given.
    """
    told = [FrameIntake(rate=5).admit(message, NOW) for message in messages]
    rows = zip(told, streams or [None] * len(told), strict=True)
    frames, names = [], []
    for one, name in rows:
        if isinstance(one, Frame):
            frames.append(one)
            names.append(name)
    shares = [frame.region[2] / 65535 for frame in frames]
    analyses = iter(analyzer.analyze([frame.jpeg for frame in frames], shares, names))
    found = []
    for one in told:
        if not isinstance(one, Frame):
            found.append(Answer(f"{one.status} {one.reason}"))
            continue
        analysis = next(analyses)
        if analysis.status == "rejected":
            found.append(Answer(f"rejected {analysis.reason}"))
        else:
            reading = batch_analysis.reading_of(_as_packed(one), analysis, analyzer.model_version)
            found.append(_of_reading(reading))
    return found


def wrong(answer: Answer) -> str:
    """Return what cannot be true of an answer, or ""."""
    if answer.box is not None:
        x, y, width, height = answer.box
        if not all(map(math.isfinite, answer.box)) or width <= 0 or height <= 0:
            return f"a box that is none: {answer.box}"
        if not (0 <= x + width / 2 <= 1 and 0 <= y + height / 2 <= 1):
            return f"a face outside the picture: {answer.box}"
    if answer.probabilities is not None:
        if abs(sum(answer.probabilities) - 1) > 1e-3 or min(answer.probabilities) < 0:
            return f"probabilities that are none: {answer.probabilities}"
    elif answer.name == "reading":
        return "a reading without probabilities"
    return ""


def _as_packed(frame: Frame) -> dict[str, Any]:
    return {
        "stream": NOBODY,
        "participant": NOBODY,
        "consultation": NOBODY,
        "seq": frame.seq,
        "captured_at": frame.captured_at,
        "received_at": frame.received_at,
        "region": list(frame.region),
    }


def _of_reading(reading: Reading) -> Answer:
    name = f"{reading.status} {reading.reason}".strip()
    box = (reading.box_x, reading.box_y, reading.box_width, reading.box_height)
    values = [getattr(reading, expression) for expression in EXPRESSIONS]
    return Answer(
        name,
        None if reading.box_x is None else box,  # type: ignore[arg-type]  # all four or none
        None if values[0] is None else tuple(values),
    )
