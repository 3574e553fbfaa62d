"""Whether it goes down over one client's consultations: what they say, and their index."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import Final

from analyzer.timeline import Versions, trend

LEAST_STEP: Final = 1.0
"""Points, of 5 or of 40, by which a rating must lie under the one before to count as lower."""
LATEST: Final = 10
"""Consultations over which the trend of the index is taken."""


class Decline:
    """Reads one client's consultations, the earliest first, and remembers what came before."""

    def __init__(self) -> None:
        self._ratings: dict[str, tuple[float, int]] = {}
        self._indices: deque[tuple[float, float]] = deque(maxlen=LATEST)
        self._versions: Versions | None = None

    def rating(self, scale: str, value: float) -> int:
        """Return how many times in a row, this one last, a rating was lower than the one before.

        The two scales are not compared with each other.
        """
        before, times = self._ratings.get(scale, (value, 0))
        times = times + 1 if before - value >= LEAST_STEP else 0
        self._ratings[scale] = (value, times)
        return times

    def index(self, at: datetime, value: float | None, versions: Versions) -> bool:
        """Tell whether the index falls clearly up to this consultation, as a trend of the client
        does on their page: over at least five, read and measured alike.
        """
        if value is None:
            return False
        if self._versions is None or not versions.comparable(self._versions):
            self._indices.clear()
        self._versions = versions
        self._indices.append((at.timestamp() / 86_400, value))
        days, values = zip(*self._indices, strict=True)
        found = trend(days, values)
        return found is not None and found.high < 0
