"""Thinning a curve for a page: fewer points, every gap kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from consult.reports.data_types import Curve, Piece

Array = NDArray[np.float64]
MOST_POINTS: Final = 1000
"""More than a page has pixels for. Only where gaps alone need more are there more."""
BREAK_S: Final = 5.0
"""The line breaks where no value is known for longer than this, as the smoothing does."""


def thinned(t: Array, valence: Array, low: Array, high: Array, strip: Sequence[Piece]) -> Curve:
    """Return at most `MOST_POINTS` points of a smoothed curve, with None at each gap.

    `t` (seconds), `valence`, `low` and `high` have shape (n,) and may hold NaN. The points are
    every k-th one of each unbroken stretch and its last: the curve was smoothed over 10 s, so
    what is left out lies on the line between its neighbours.
    """
    known = np.isfinite(valence)
    t, valence, low, high = t[known], valence[known], low[known], high[known]
    kept: Curve = {"t": [], "valence": [], "low": [], "high": [], "label": []}
    stretches = _stretches(t)
    step = _step([end - start for start, end in stretches])
    for start, end in stretches:
        if start:
            _break(kept, t[start - 1], t[start])
        for i in _every(start, end, step):
            kept["t"].append(round(float(t[i]), 2))
            kept["valence"].append(round(float(valence[i]), 4))
            kept["low"].append(round(float(low[i]), 4))
            kept["high"].append(round(float(high[i]), 4))
            kept["label"].append(_label_at(strip, float(t[i])))
    return kept


def _stretches(t: Array) -> list[tuple[int, int]]:
    """Return [start, end) of every run of points without a longer break between two."""
    if not len(t):
        return []
    cuts = np.flatnonzero(np.diff(t) > BREAK_S) + 1
    return list(pairwise([0, *cuts.tolist(), len(t)]))


def _step(lengths: Sequence[int]) -> int:
    """Return the smallest k for which every k-th point of all stretches is few enough."""
    step = max(1, -(-sum(lengths) // MOST_POINTS))
    while step < max(lengths, default=1) and _count(lengths, step) > MOST_POINTS:
        step += 1
    return step


def _count(lengths: Sequence[int], step: int) -> int:
    return sum(len(_every(0, length, step)) for length in lengths) + len(lengths) - 1


def _every(start: int, end: int, step: int) -> list[int]:
    indices = list(range(start, end, step))
    return indices if indices[-1] == end - 1 else [*indices, end - 1]


def _break(kept: Curve, before: float, after: float) -> None:
    kept["t"].append(round(float(before + after) / 2, 2))
    for line in (kept["valence"], kept["low"], kept["high"]):
        line.append(None)
    kept["label"].append(None)


def _label_at(strip: Sequence[Piece], t: float) -> str | None:
    """Return the label of the piece that holds the moment: of two that touch there, the later."""
    # As the pieces' edges are rounded: a piece begins with the reading that it is of.
    following = bisect_right(strip, round(t, 2), key=itemgetter(0))
    if not following:
        return None
    _start, end, label = strip[following - 1]
    return label if t <= end else None
