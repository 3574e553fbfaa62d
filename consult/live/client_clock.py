"""From a client's time to the server's, so that readings lie where the markers lie. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

WINDOW_MS: Final = 60_000
"""How long the least difference counts, and once more as the one before: a clock that drifts, or
is set by a few seconds, is followed within two windows."""
MAX_DELAY_MS: Final = 15_000
"""Nothing is under way for longer: the page gives a connection up that is silent for 15 s."""


@dataclass(slots=True)
class ClientClock:
    """The clock of one camera's page. Only its `FrameIntake` asks it: no lock is needed.

    A frame is received after it was captured, never before. Of all differences between the two,
    one by each clock, the least holds the least delay on the way and is taken for the offset; by
    how much a frame's own difference is larger, so long was it under way. The least delay itself
    cannot be told from the offset: moments of capture are late by it (some 10 ms).
    """

    _least: float = math.inf
    _least_before: float = math.inf
    _began: float = -math.inf
    _last: int = 0

    def captured(self, told: int, received: int) -> int:
        """Return the server's time (Unix ms) of a capture, from the time that the client told.

        At most MAX_DELAY_MS before `received`, and never before the moment returned last: frames
        keep their order.
        """
        difference = received - told
        if received - self._began >= WINDOW_MS:
            self._least_before, self._least = self._least, difference
            self._began = received
        self._least = min(self._least, difference)
        delay = difference - min(self._least, self._least_before)
        if delay > MAX_DELAY_MS:
            # The client's clock was set back: what was learned before is about another clock.
            self._least = self._least_before = difference
            delay = 0
        self._last = max(self._last, received - int(delay))
        return self._last
