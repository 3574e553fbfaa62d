"""From seconds to places on the page, and the clock times that stand under them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils import timezone

from consult.clock import from_ms

_STEPS: Final = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
"""Seconds between two ticks."""
_MOST_TICKS: Final = 9
_MOST_WITH_SECONDS: Final = 6
"""Clock times with seconds need more room."""


@dataclass(frozen=True, slots=True)
class TimeScale:
    """`duration` seconds from `start` (local time) over `width` points that begin at `left`."""

    start: datetime
    duration: float
    left: float
    width: float

    def x(self, seconds: float) -> float:
        """Return the place of a moment, kept inside the scale."""
        inside = min(max(seconds, 0.0), self.duration)
        return self.left + self.width * inside / self.duration

    def ticks(self) -> list[tuple[float, str]]:
        """Return (seconds after the start, clock time) of round moments within the scale."""
        step = _step(self.duration)
        midnight = self.start.replace(hour=0, minute=0, second=0, microsecond=0)
        since = (self.start - midnight).total_seconds()
        first = -(-since // step) * step
        count = int((since + self.duration - first) // step) + 1
        form = "%H:%M" if step >= 60 else "%H:%M:%S"
        moments = [first + i * step - since for i in range(count)]
        return [(moment, self._clock(moment).strftime(form)) for moment in moments]

    def _clock(self, seconds: float) -> datetime:
        # By way of UTC: sums of local times know nothing of clocks that are changed in between.
        at = self.start.astimezone(UTC) + timedelta(seconds=seconds)
        return at.astimezone(self.start.tzinfo)


def _step(duration: float) -> int:
    """Return the seconds between two ticks that leave room for their clock times."""
    for step in _STEPS:
        if duration / step <= (_MOST_TICKS if step >= 60 else _MOST_WITH_SECONDS):
            return step
    return 6 * 3600


def local(milliseconds: float) -> datetime:
    """Return Unix milliseconds as a local time."""
    return timezone.localtime(from_ms(round(milliseconds)))
