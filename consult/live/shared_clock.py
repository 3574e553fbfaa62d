"""The one clock that hosts of web processes and of workers share: that of the frames' Redis.

A worker judges how long a frame has waited since a web process received it. By two hosts' own
clocks a second between them would make every frame too old, or none.
"""

from __future__ import annotations

import asyncio
import time
from typing import Final

import structlog
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

from consult.clock import now_ms

log = structlog.get_logger(__name__)

ASK_EVERY_S: Final = 60.0
"""Clocks that nobody sets drift apart by some milliseconds in a minute."""
ASK_AGAIN_S: Final = 5.0
"""After no answer, or one that took too long to tell."""
SURE_MS: Final = 100.0
"""The time of an answer is known to half of how long it took."""
PATIENCE_S: Final = 1.0
"""Frames wait for the answer."""


class SharedClock:
    """This host's clock, set right by Redis's. Its own event loop alone touches it."""

    def __init__(self) -> None:
        self.ahead_ms = 0
        """How far Redis's clock is ahead of this host's."""
        self._asked = False
        self._due = 0.0
        self._turn = asyncio.Lock()

    async def set_right(self) -> None:
        """Ask Redis what time it is, unless that was done a moment ago."""
        async with self._turn:
            if time.monotonic() >= self._due:
                sure = await self._ask()
                self._due = time.monotonic() + (ASK_EVERY_S if sure else ASK_AGAIN_S)

    def now_ms(self) -> int:
        """Return the time by Redis's clock, in Unix milliseconds."""
        return self.told(now_ms())

    def told(self, here_ms: int) -> int:
        """Return by Redis's clock what is `here_ms` by this host's."""
        return here_ms + self.ahead_ms

    async def _ask(self) -> bool:
        began, here = time.monotonic(), now_ms()
        try:
            async with asyncio.timeout(PATIENCE_S):
                there = await get_channel_layer("frames").time_ms()
        except (RedisError, OSError) as error:
            log.warning("time_not_told", error=type(error).__name__)
            return False
        took = 1000 * (time.monotonic() - began)
        sure = took <= SURE_MS
        if sure or not self._asked:  # a rough answer is better than none
            self.ahead_ms = round(there - here - took / 2)
            self._asked = True
        return sure
