"""How many frames a second cameras may send, by how long their answers take. Pure.

Additive increase and multiplicative decrease, as in TCP (Chiu and Jain 1989): web processes that
share workers know nothing of each other, and by this rule, and not by others as simple, their
rates draw nearer to each other with every decrease. Within a process all cameras have one rate.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

STEP_S: Final = 5.0
"""Between two decisions: the answers of the last one's frames must have come."""
SLOW_MS: Final = 800.0
"""Above this p95 the rate goes down: an answer that comes later than a second is about then."""
QUICK_MS: Final = 400.0
"""Under this p95 it goes up again; in between it stays, so that it does not swing."""
DOWN: Final = 0.75
UP: Final = 0.1
"""Frames per second more with each step up."""
LEEWAY: Final = 1.5
"""`FrameIntake` takes so much more than the rate it told: clocks and networks are uneven."""
LEAST_SAMPLES: Final = 10
"""Of fewer answers the slowest would decide alone."""


@dataclass(slots=True)
class Samples:
    """The answers of one step."""

    _ms: list[float] = field(default_factory=list)

    def note(self, ms: float) -> None:
        """Note how long an answer took; `math.inf` for a frame that load cost its analysis."""
        self._ms.append(ms)

    def take(self) -> list[float]:
        """Return what was noted and begin anew."""
        taken, self._ms = self._ms, []
        return taken


def tells_of_load(waited_ms: float, rate: float) -> bool:
    """Tell whether a frame that a newer one of its camera overtook shows that workers are slow.

    One that had to wait for as long as the next one may take to come does. Sooner than that the
    camera sends faster than it was told, and the rate of all the others is no cure for it.
    """
    return waited_ms >= 1000 / (rate * LEEWAY)


def p95(samples: Sequence[float]) -> float | None:
    """Return the 95th percentile (nearest rank) in ms; None of fewer than LEAST_SAMPLES."""
    if len(samples) < LEAST_SAMPLES:
        return None
    return sorted(samples)[math.ceil(0.95 * len(samples)) - 1]


@dataclass(slots=True)
class RateControl:
    """The rate (frames per second) between `least` and `usual`."""

    least: float
    usual: float
    rate: float = 0.0

    def __post_init__(self) -> None:
        if not 0 < self.least <= self.usual:
            raise ValueError(f"least {self.least} must lie above 0 and not above {self.usual}")
        self.rate = self.rate or self.usual

    def step(self, measured_ms: float | None) -> bool:
        """Follow the p95 of the last step; tell whether the rate changed.

        Without a measurement it rises: too few frames come for them to be the load.
        """
        before = self.rate
        if measured_ms is None or measured_ms < QUICK_MS:
            self.rate = min(self.usual, self.rate + UP)
        elif measured_ms > SLOW_MS:
            self.rate = max(self.least, self.rate * DOWN)
        return self.rate != before
