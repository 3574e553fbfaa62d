"""Change over the consultations of one person: differences and trends of the expression index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from analyzer.timeline.lines import Z95

LEAST_CONSULTATIONS = 5
"""Fewer are never shown as a statistic (docs/measures.md, 11)."""
FOUR_WEEKS = 28.0
"""Days to which a trend is scaled: four appointments of a usual week's rhythm."""


@dataclass(frozen=True)
class Versions:
    """What made a consultation's figures: the models that read it and the measures' version.

    A model behind another detector than the default one is another (`analyzer.weights.read_by`).
    """

    model: str
    measures: str

    def comparable(self, other: Versions) -> bool:
        """Tell whether figures of both may be set beside each other: read by the same models, and
        measured by the same formulas, which are what stands before the version's point.
        """
        mine, theirs = (one.measures.split(".")[0] for one in (self, other))
        return self.model == other.model and mine == theirs


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval, in points of the index (0..100)."""

    value: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Tell whether the interval leaves out zero: a change that is more than its own noise."""
        return self.low > 0 or self.high < 0


def change(before: Estimate, after: Estimate) -> Estimate:
    """Return how much `after` lies above `before`, −100..100.

    The interval is built from the two (MOVER: Zou & Donner 2008): they need not be symmetric,
    and those of an index near 0 or 100 are not.
    """
    value = after.value - before.value
    low = value - np.hypot(after.value - after.low, before.high - before.value)
    high = value + np.hypot(after.high - after.value, before.value - before.low)
    return Estimate(value, float(low), float(high))


def trend(days: Sequence[float], values: Sequence[float]) -> Estimate | None:
    """Return the slope in points per four weeks, None for fewer than five consultations.

    `days` (n,) says when each was, `values` (n,) are indices. The slope is Theil's, the median
    over all pairs, with Sen's interval (Sen 1968): one odd consultation moves neither much, and
    no shape of the noise is assumed. Also None where all are of one moment.
    """
    if len(values) < LEAST_CONSULTATIONS:
        return None
    slopes = sorted(
        (values[b] - values[a]) / (days[b] - days[a])
        for a, b in combinations(range(len(values)), 2)
        if days[a] != days[b]
    )
    if not slopes:
        return None
    n, pairs = len(values), len(slopes)
    spread = Z95 * (n * (n - 1) * (2 * n + 5) / 18) ** 0.5
    # Sen's limits are the slopes of rank (N − C)/2 and (N + C)/2 + 1, counted from 1: as many are
    # left out below as above, so that a fall is as sure as the same rise.
    lowest = max(round((pairs - spread) / 2) - 1, 0)
    highest = min(round((pairs + spread) / 2), pairs - 1)
    low, high = slopes[lowest], slopes[highest]
    return Estimate(float(np.median(slopes)) * FOUR_WEEKS, low * FOUR_WEEKS, high * FOUR_WEEKS)
