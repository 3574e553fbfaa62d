"""Turning points: when the apparent valence changed, and stayed changed (docs/measures.md, 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from analyzer.timeline.affect import Floats, valence
from analyzer.timeline.pelt import change_points
from analyzer.timeline.series import LONGEST_READING, Series
from analyzer.timeline.smoothing import TAU, smooth

LEAST_SHIFT: Final = 0.25
"""Change of the mean valence that is one, −1..1 being the scale."""
HELD_S: Final = 8.0
"""Valid seconds that a level must hold, before and after."""
_LEAST_BINS: Final = round(HELD_S / LONGEST_READING)
_PENALTY: Final = _LEAST_BINS * LEAST_SHIFT**2 / 2
"""What one change point costs: an excursion of LEAST_SHIFT for HELD_S pays for its two."""
_LAG_BINS: Final = round(2 * TAU / LONGEST_READING)
"""How far behind the readings the smoothed line may turn."""


@dataclass(frozen=True)
class TurningPoint:
    """A change of level: mean valence of the readings `before` and `after`, −1..1.

    `t` is where the new level begins, `until` where it ends: at the next turning point or the
    last reading. Seconds.
    """

    t: float
    until: float
    before: float
    after: float

    @property
    def size(self) -> float:
        """How far the level rose; below zero where it fell."""
        return self.after - self.before


def turning_points(series: Series, recall: Mapping[str, float] | None = None) -> list[TurningPoint]:
    """Return every lasting change of the valence's level, in order of time.

    The smoothed line says where a level may end: its best piecewise constant fit, by PELT on bins
    of 2 s. The readings themselves say how much it changed: the line lags, and
    begins with one reading alone. Changes under LEAST_SHIFT are taken back, the smallest first,
    and each that stays is dated where the readings part best.

    Time without a valid reading is left out, neither neutral nor of the level before it: a level
    may go on behind a gap, and may have changed during it.
    """
    t, line, readings = _binned(series, recall)
    edges = [0, *change_points(line, _LEAST_BINS, _PENALTY), len(t)]
    edges = _merged(edges, readings)
    edges = _merged(_dated(edges, readings), readings)
    ends = [*(float(t[edge]) for edge in edges[1:-1]), *map(float, series.t[series.valid][-1:])]
    means = [float(readings[a:b].mean()) for a, b in pairwise(edges) if a < b]
    return [
        TurningPoint(start, until, before, after)
        for (start, until), (before, after) in zip(pairwise(ends), pairwise(means), strict=True)
    ]


def may_turn(series: Series) -> bool:
    """Tell whether there is room for two levels that hold: twice HELD_S of valid time.

    Where there is not, no turning point was found and nothing can be said of it.
    """
    bins = np.unique(np.floor(series.t[series.valid] / LONGEST_READING))
    return len(bins) >= 2 * _LEAST_BINS


def nearest(t: float, moments: Sequence[float], within: float) -> int | None:
    """Return which of `moments` is nearest to `t`, None where none is at most `within` away."""
    if not len(moments):
        return None
    distances = np.abs(np.asarray(moments, np.float64) - t)
    closest = int(np.argmin(distances))
    return closest if distances[closest] <= within else None


def _binned(series: Series, recall: Mapping[str, float] | None) -> tuple[Floats, Floats, Floats]:
    """Return time, smoothed valence and mean valence of every 2 s with a valid reading, (n,)."""
    t = series.t[series.valid]
    values = valence(series.probabilities[series.valid], recall)
    _, first, bins = np.unique(
        np.floor(t / LONGEST_READING), return_index=True, return_inverse=True
    )
    if not len(first):
        return t, values, values
    count = np.bincount(bins)
    smoothed = np.bincount(bins, weights=smooth(t, values)) / count
    return t[first], smoothed, np.bincount(bins, weights=values) / count


def _merged(edges: list[int], values: Floats) -> list[int]:
    """Take back changes of the mean under LEAST_SHIFT, the smallest first."""
    edges = list(edges)
    while len(edges) > 2:
        means = [values[a:b].mean() for a, b in pairwise(edges)]
        shifts = np.abs(np.diff(means))
        smallest = int(np.argmin(shifts))
        if shifts[smallest] >= LEAST_SHIFT:
            break
        del edges[smallest + 1]
    return edges


def _dated(edges: list[int], values: Floats) -> list[int]:
    """Move each change to where the readings of its two sides part best, at most the lag back."""
    edges = list(edges)
    for i in range(1, len(edges) - 1):
        left, now, right = edges[i - 1 : i + 2]
        first = max(left + _LEAST_BINS, now - _LAG_BINS)
        last = min(right - _LEAST_BINS, now + _LEAST_BINS)
        if first <= last:
            edges[i] = min(range(first, last + 1), key=lambda at: _error(values, left, at, right))
    return edges


def _error(values: Floats, left: int, at: int, right: int) -> float:
    """Return the squared error of two levels that part at `at`."""
    return float(sum(part.var() * len(part) for part in (values[left:at], values[at:right])))
