"""The best piecewise constant fit, with levels of a least length.

Our own: `ruptures`, the library for it, needs SciPy, which nothing else that serves does (40 MB for
thirty lines).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analyzer.timeline.affect import Floats


def change_points(values: Floats, least: int, penalty: float) -> list[int]:
    """Return where the levels of the best fit to (n,) values begin, the first one left out.

    Best is the least squared error plus `penalty` for each change; no level is shorter than `least`
    values. Exact, by PELT (Killick, Fearnhead & Eckley 2012, "Optimal detection of changepoints
    with a linear computational cost"). Empty where there is no room for two levels.
    """
    n = len(values)
    total = np.concatenate([[0.0], np.cumsum(values)])
    square = np.concatenate([[0.0], np.cumsum(values**2)])
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    previous = np.zeros(n + 1, np.int64)
    dropped_at = np.full(n + 1, n + 1)
    starts = np.zeros(0, np.int64)
    for end in range(least, n + 1):
        # A level may begin as soon as the one before it is long enough.
        starts = np.append(starts[dropped_at[starts] > end], end - least)
        cost = square[end] - square[starts] - (total[end] - total[starts]) ** 2 / (end - starts)
        found = best[starts] + cost + penalty
        chosen = int(np.argmin(found))
        best[end], previous[end] = found[chosen], starts[chosen]
        # A start that loses to a change at this end loses ever after, but only once a level that
        # begins here would be long enough: until then the change is not to be had.
        lost = starts[found - penalty > best[end]]
        dropped_at[lost] = np.minimum(dropped_at[lost], end + least)
    return _traced(previous, n)


def _traced(previous: NDArray[np.int64], end: int) -> list[int]:
    found: list[int] = []
    while previous[end] > 0:
        end = int(previous[end])
        found.append(end)
    return found[::-1]
