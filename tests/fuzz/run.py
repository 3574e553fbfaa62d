"""Many mutants down the frame path, each behind two different frames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from random import Random

import psutil

from analyzer.pipeline import Analyzer
from consult.live import frame_header
from tests.analyzer.pictures import empty_room, jpeg, portrait, two_people
from tests.fuzz.mutations import NOW, Mutant, mutant
from tests.fuzz.walk import Answer, answers, wrong

BATCH = 32
"""Mutants analysed together."""
WARM_UP = 0.2
"""Share of the cases after which memory is measured for the first time."""


@dataclass(slots=True)
class Outcome:
    """What a run saw. `faults` are told with the number of their case; none is the aim."""

    cases: int = 0
    by_answer: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    """Of this process: after the warm-up, then ten times until the end."""

    @property
    def growth_mb(self) -> float:
        """Memory at the end less that after the warm-up; 0 for a run too short to tell."""
        return self.memory_mb[-1] - self.memory_mb[0] if len(self.memory_mb) > 1 else 0.0


def pictures() -> list[bytes]:
    """Return the JPEGs to change: faces large and small, whole frames and regions, and none."""
    face = portrait(512, 512)[10:234, 110:334]
    return [
        jpeg(portrait()),
        jpeg(portrait(160, 120)),
        jpeg(portrait()[:, ::-1]),
        jpeg(face),
        jpeg(face[::2, ::2]),
        two_people(),
        empty_room(),
    ]


def fuzz(analyzer: Analyzer, cases: int, seed: int) -> Outcome:
    """Send so many mutants down the path; each is made by `seed` and its number alone."""
    outcome, sources = Outcome(), pictures()
    before = [sources[0], sources[-1]]
    every = max(1, int(cases * (1 - WARM_UP) / 10))
    due = int(cases * WARM_UP)
    for batch in _batches(mutant(Random(f"{seed}:{n}"), sources) for n in range(cases)):
        _look(analyzer, batch, before, outcome)
        if outcome.cases >= due:
            outcome.memory_mb.append(psutil.Process().memory_info().rss / 2**20)
            due += every
    return outcome


def _look(analyzer: Analyzer, batch: list[Mutant], before: list[bytes], outcome: Outcome) -> None:
    """Analyse a batch twice, the second time backwards: no answer may depend on what came before.

    The first mutant comes once behind a face and once behind an empty room.
    """
    first, second = (_message(picture) for picture in before)
    messages = [one.message for one in batch]
    try:
        forward = answers(analyzer, [first, *messages])[1:]
        backward = answers(analyzer, [second, *reversed(messages)])[1:][::-1]
    except Exception as error:  # what is looked for; the run goes on and tells of it
        outcome.faults.append(f"cases {outcome.cases} to {outcome.cases + len(batch)}: {error!r}")
        outcome.cases += len(batch)
        return
    for one, there, back in zip(batch, forward, backward, strict=True):
        _note(outcome, one, there, back)


def _note(outcome: Outcome, one: Mutant, there: Answer, back: Answer) -> None:
    number = outcome.cases
    outcome.cases += 1
    outcome.by_answer[there.name] += 1
    if fault := wrong(there):
        outcome.faults.append(f"case {number} ({one.done}): {fault}")
    if not there.same_as(back):
        outcome.faults.append(
            f"case {number} ({one.done}): {there} behind one frame, {back} behind another"
        )


def _message(picture: bytes) -> bytes:
    return frame_header.pack_frame(
        frame_header.FrameHeader(0, frame_header.WHOLE_PICTURE, 1, NOW), picture
    )


def _batches(mutants: Iterable[Mutant]) -> Iterator[list[Mutant]]:
    rest = iter(mutants)
    while batch := list(islice(rest, BATCH)):
        yield batch
