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
        self._indices: list[tuple[Versions, deque[tuple[float, float]]]] = []

    def rating(self, scale: str, value: float) -> int:
        """Return how many times in a row, this one last, a rating was lower than the one before.

        The two scales are not compared with each other.
        """
        before, times = self._ratings.get(scale, (value, 0))
        # In tenths, as the scales are: of floats 32.3 − 31.3 is less than 1.
        times = times + 1 if round(before - value, 1) >= LEAST_STEP else 0
        self._ratings[scale] = (value, times)
        return times

    def index(self, at: datetime, value: float | None, versions: Versions) -> bool:
        """Tell whether the index falls clearly up to this consultation, as a trend of the client
        does on their page: over at least five, read and measured alike. What another model read in
        between is left out.
        """
        if value is None:
            return False
        indices = self._measured_by(versions)
        indices.append((at.timestamp() / 86_400, value))
        days, values = zip(*indices, strict=True)
        found = trend(days, values)
        return found is not None and found.high < 0

    def _measured_by(self, versions: Versions) -> deque[tuple[float, float]]:
        """Return the latest indices that may be set beside one of these versions, by day."""
        for known, indices in self._indices:
            if known.comparable(versions):
                return indices
        self._indices.append((versions, deque(maxlen=LATEST)))
        return self._indices[-1][1]
