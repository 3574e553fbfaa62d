"""Many mutants down the frame path, behind different frames and beside another camera."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from random import Random
from typing import NamedTuple

import psutil

from analyzer.faces import BUILDERS
from analyzer.pipeline import DETECTOR, Analyzer
from analyzer.tracking import FaceTracker
from consult.live import frame_header
from tests.analyzer.pictures import empty_room, jpeg, portrait, two_people
from tests.fuzz.mutations import NOW, Mutant, mutant
from tests.fuzz.walk import Answer, answers, wrong

BATCH = 32
"""Mutants analysed together."""
CAMERAS = 2
"""Cameras that send a batch by turns: each must be answered as if it sent alone."""
FACE, MIRRORED, EMPTY = 0, 2, -1
"""Places of three of the pictures: two whole frames with a face, and one without."""
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


class Woven(NamedTuple):
    """Frames of two cameras in the order in which they come, and where the mutants are in it."""

    sent: list[tuple[int, bytes]]
    places: list[int]


class Told(NamedTuple):
    """The answers to one mutant, by the way in which it was sent."""

    forward: Answer
    backward: Answer
    by_turns: Answer
    alone: Answer


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


def analyzer_of(detector: str = DETECTOR) -> Analyzer:
    """Return the analyzer that serves, whose clock goes on by a millisecond a frame.

    So no face grows old while a run waits for a core: an answer hangs on its case alone.
    """
    analyzer, ticks = Analyzer.default(detector=detector), count()
    analyzer._tracker = FaceTracker(BUILDERS[detector](), lambda: next(ticks) / 1000)
    return analyzer


def fuzz(analyzer: Analyzer, cases: int, seed: int) -> Outcome:
    """Send so many mutants down the path; each is made by `seed` and its number alone."""
    outcome, sources = Outcome(), pictures()
    every = max(1, int(cases * (1 - WARM_UP) / 10))
    due = int(cases * WARM_UP)
    for batch in _batches(mutant(Random(f"{seed}:{n}"), sources) for n in range(cases)):
        _look(analyzer, batch, sources, outcome)
        if outcome.cases >= due:
            outcome.memory_mb.append(psutil.Process().memory_info().rss / 2**20)
            due += every
    return outcome


def _look(analyzer: Analyzer, batch: list[Mutant], sources: list[bytes], outcome: Outcome) -> None:
    """Analyse a batch as frames of no camera and as those of two, each in two ways.

    Forwards and backwards, the first mutant once behind a face and once behind an empty room: no
    answer may depend on the frame before it. By turns and camera by camera: what is known of one
    camera's face must not be looked for in the other's frames.
    """
    face, mirrored, empty = (_message(sources[place]) for place in (FACE, MIRRORED, EMPTY))
    messages = [one.message for one in batch]
    try:
        forward = answers(analyzer, [face, *messages])[1:]
        backward = answers(analyzer, [empty, *reversed(messages)])[1:][::-1]
        analysed = [not one.name.startswith("rejected") for one in forward]
        woven = _woven(messages, analysed, [face, mirrored])
        ways = _of_cameras(analyzer, woven.sent, outcome.cases)
        by_turns, alone = ([told[place] for place in woven.places] for told in ways)
    except Exception as error:  # what is looked for; the run goes on and tells of it
        outcome.faults.append(f"cases {outcome.cases} to {outcome.cases + len(batch)}: {error!r}")
        outcome.cases += len(batch)
        return
    for one, *told in zip(batch, forward, backward, by_turns, alone, strict=True):
        _note(outcome, one, Told(*told))


def _of_cameras(
    analyzer: Analyzer, sent: list[tuple[int, bytes]], number: int
) -> tuple[list[Answer], list[Answer]]:
    """Return the answers to frames of two cameras, as they come and camera by camera."""
    names, messages = [name for name, _ in sent], [message for _, message in sent]
    by_turns = answers(analyzer, messages, [(number, "by turns", name) for name in names])
    alone = list(by_turns)
    for name in range(CAMERAS):
        places = [place for place, other in enumerate(names) if other == name]
        streams = [(number, "alone", name)] * len(places)
        told = answers(analyzer, [messages[place] for place in places], streams)
        for place, answer in zip(places, told, strict=True):
            alone[place] = answer
    return by_turns, alone


def _woven(messages: list[bytes], analysed: list[bool], good: list[bytes]) -> Woven:
    """Deal the messages out to two cameras.

    Before each that is analysed the other camera sends a good frame of its own: there is always a
    face that could be taken for this camera's.
    """
    sent, places = [], []
    for number, (message, reaches) in enumerate(zip(messages, analysed, strict=True)):
        name = number % CAMERAS
        if reaches:
            sent.append((1 - name, good[1 - name]))
        places.append(len(sent))
        sent.append((name, message))
    return Woven(sent, places)


def _note(outcome: Outcome, one: Mutant, told: Told) -> None:
    case = f"case {outcome.cases} ({one.done})"
    outcome.cases += 1
    outcome.by_answer[told.forward.name] += 1
    outcome.faults += [f"{case}: {fault}" for fault in sorted({*map(wrong, told)} - {""})]
    if not told.forward.same_as(told.backward):
        outcome.faults.append(
            f"{case}: {told.forward} behind one frame, {told.backward} behind another"
        )
    if not told.by_turns.same_as(told.alone):
        outcome.faults.append(f"{case}: {told.by_turns} beside another camera, {told.alone} alone")


def _message(picture: bytes) -> bytes:
    return frame_header.pack_frame(
        frame_header.FrameHeader(0, frame_header.WHOLE_PICTURE, 1, NOW), picture
    )


def _batches(mutants: Iterable[Mutant]) -> Iterator[list[Mutant]]:
    rest = iter(mutants)
    while batch := list(islice(rest, BATCH)):
        yield batch
