"""The search for the largest load that holds. Pure: the caller measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

STEP: Final = 0.05
"""The answer is exact to so much of itself."""


def largest(holds: Callable[[int], bool], start: int, most: int = 20_000) -> int:
    """Return the largest number of streams found to hold, 0 when not even one does.

    Doubles from `start` until one fails, then halves the interval until it is within STEP.
    `holds` is asked once for each number, and is taken to be monotone.
    """
    good, bad = 0, 0
    tried = max(1, start)
    while not bad and good < most:
        if holds(tried):
            good, tried = tried, min(most, tried * 2)
        else:
            bad = tried
    while bad - good > max(1, round(STEP * bad)):
        middle = (good + bad) // 2
        if holds(middle):
            good = middle
        else:
            bad = middle
    return good
