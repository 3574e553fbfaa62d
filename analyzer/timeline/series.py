"""Readings in time: how long each counts, what was covered and what was not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS, UNCERTAIN
from analyzer.timeline.affect import Floats

LONGEST_READING = 2.0
"""Seconds that one reading may stand for (docs/measures.md, 4)."""
LONE_READING = 0.5
"""Seconds of a reading with no other beside it: the default interval between frames."""
SHORTEST_GAP = 5.0
"""Seconds without a valid reading from which on a gap is worth drawing."""

StopKind = Literal["paused_by_client", "paused_by_counsellor", "paused_by_both", "no_consent"]
"""Why the analysis was stopped: a pause by somebody, or a consent that was refused or withdrawn."""
GapKind = Literal["no_face", "no_camera"] | StopKind


@dataclass(frozen=True)
class Series:
    """The readings of one person in one consultation.

    `t` float64 (n,), seconds, ascending (equal times allowed); `probabilities` float64 (n, 7),
    NaN in the rows that are missing; `valid` bool (n,), False where the frame gave no reading
    (no face, many faces, poor quality). Raises ValueError when these do not hold.
    """

    t: Floats
    probabilities: Floats
    valid: NDArray[np.bool_]

    def __post_init__(self) -> None:
        n = len(self.t)
        if self.probabilities.shape != (n, len(EXPRESSIONS)) or self.valid.shape != (n,):
            raise ValueError("t, probabilities and valid must be (n,), (n, 7) and (n,)")
        if np.any(np.diff(self.t) < 0):
            raise ValueError("the times of a series must not fall")
        if not np.all(np.isfinite(self.probabilities[self.valid])):
            raise ValueError("a valid reading needs seven finite probabilities")

    @classmethod
    def of(cls, readings: Iterable[tuple[float, Sequence[float] | None]]) -> "Series":
        """Build a series from (seconds, seven probabilities or None for missing) in any order."""
        rows = sorted(readings, key=lambda row: row[0])
        t = np.array([at for at, _ in rows], np.float64)
        valid = np.array([found is not None for _, found in rows], bool)
        probabilities = np.full((len(rows), len(EXPRESSIONS)), np.nan)
        for row, (_, found) in enumerate(rows):
            if found is not None:
                probabilities[row] = found
        return cls(t, probabilities, valid)

    def masked(self) -> Floats:
        """Return the probabilities (n, 7) with NaN in every row that is not valid."""
        return np.where(self.valid[:, None], self.probabilities, np.nan)


@dataclass(frozen=True)
class Coverage:
    """Seconds with the camera on, seconds of it with a valid reading, and their ratio 0..1."""

    camera_on_s: float
    valid_s: float

    @property
    def fraction(self) -> float:
        """Valid time over camera-on time; 0 where the camera never was on."""
        return self.valid_s / self.camera_on_s if self.camera_on_s > 0 else 0.0


def seconds_counted(t: Floats) -> Floats:
    """Return for how many seconds each reading counts, (n,) to (n,), each 0..2.

    A reading, missing ones included, counts until the next one, at most LONGEST_READING. The
    last counts as long as the one before it, a lone one LONE_READING. So the camera was on for
    the sum of these: a longer silence means that no frames came, and nobody can say whether the
    camera or the connection was off.
    """
    if not len(t):
        return np.zeros(0)
    steps = np.minimum(np.diff(t), LONGEST_READING)
    return np.append(steps, steps[-1] if len(steps) else LONE_READING)


def coverage(series: Series) -> Coverage:
    """Return how much of the camera-on time gave valid readings (docs/measures.md, 4)."""
    seconds = seconds_counted(series.t)
    return Coverage(in_order(seconds), in_order(seconds * series.valid))


def in_order(values: Floats) -> float:
    """Add from first to last, as the live summary must; np.sum pairs them up and rounds apart."""
    return float(np.cumsum(values)[-1]) if len(values) else 0.0


def shares(series: Series, threshold: float = 0.0) -> dict[str, float] | None:
    """Return the share of valid time in which each expression was the most probable one.

    By class name and "uncertain", summing to 1; None where no time is valid. A reading whose best
    class stays under `threshold` (0..1, the model's) counts as uncertain and for no class, as it
    was shown: so the seven sum to the time for which an expression could be named. Of single
    readings, not of the smoothed line: a short smile is a smile (docs/measures.md, 4).
    """
    seconds = seconds_counted(series.t)[series.valid]
    total = float(seconds.sum())
    if total <= 0:
        return None
    rows = series.probabilities[series.valid]
    named = np.where(rows.max(axis=1) < threshold, len(EXPRESSIONS), rows.argmax(axis=1))
    time = np.bincount(named, weights=seconds, minlength=len(EXPRESSIONS) + 1) / total
    names = (*EXPRESSIONS, UNCERTAIN)
    return {name: float(share) for name, share in zip(names, time, strict=True)}


@dataclass(frozen=True)
class Gap:
    """A stretch without a valid reading, from `start` to `end` in seconds.

    `no_camera`: no frame came at all. The camera or the connection was off, or nobody had joined
    yet; frames alone do not tell which. `no_face`: frames came, and none of them showed one
    readable face. The others say who had stopped the analysis (`stops.told_apart`).
    """

    start: float
    end: float
    kind: GapKind


def gaps(series: Series, start: float, end: float, at_least: float = SHORTEST_GAP) -> list[Gap]:
    """Return every stretch of `start`..`end` without a valid reading, in order.

    Each is of one kind and of `at_least` seconds or more: a stretch in which first no face was
    seen and then the camera went off is two gaps.
    """
    unread = _stretches(series.t[series.valid], start, end, at_least)
    silent = _stretches(series.t, start, end, at_least)
    found = [Gap(*stretch, "no_camera") for stretch in silent]
    for left, right in unread:
        # No frame, no reading: every silence lies within one of these.
        inside = [edge for pair in silent if left <= pair[0] < right for edge in pair]
        between = list(pairwise([left, *inside, right]))[::2]
        found += [Gap(a, b, "no_face") for a, b in between if b - a >= at_least]
    return sorted(found, key=lambda gap: gap.start)


def _stretches(t: Floats, start: float, end: float, at_least: float) -> list[tuple[float, float]]:
    """Return (from, to) of every stretch of `start`..`end` that holds none of `t`."""
    edges = np.concatenate([[start], t[(t >= start) & (t <= end)], [end]])
    long = np.flatnonzero(np.diff(edges) >= at_least)
    return [(float(edges[i]), float(edges[i + 1])) for i in long]
