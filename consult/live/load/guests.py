"""Guests who come and go beside those that are measured, each to a consultation of their own."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, Final

from consult.live.load.connections import Connections, LoadError
from consult.live.load.figures import outcome
from consult.live.load.journal import Journal
from consult.live.load.people import Seat
from consult.live.load.plan import Plan

GUESTS: Final = 6
"""How many guests are there at a time."""
AHEAD: Final = 10
"""Consultations that stand ready for the next guests."""


class SeatsAhead:
    """Consultations that are made before their guests come, in a thread of their own.

    The event loop sends the frames that are measured; making one takes the database some time.
    """

    def __init__(self, make: Callable[[], Seat], first: Iterable[Seat] = ()) -> None:
        self._make = make
        self._first = deque(first)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="seats")
        self._ready: deque[asyncio.Future[Seat]] = deque()

    async def next(self) -> Seat:
        """Return the next one; raise what making it raised."""
        loop = asyncio.get_running_loop()
        while len(self._ready) <= AHEAD:
            self._ready.append(loop.run_in_executor(self._thread, self._make))
        return self._first.popleft() if self._first else await self._ready.popleft()

    def close(self) -> None:
        """Make no more, and wait for the one that is being made: it is to be removed, too."""
        self._thread.shutdown(wait=True, cancel_futures=True)


@dataclass(slots=True)
class Churn:
    """Guests with camera and dashboard: one leaves and another comes, so many times a second.

    Nobody comes twice. A consultation that is visited again has the readings of every visit before,
    and its page reads all of them: the load would grow with the time it is put on.
    """

    plan: Plan
    make: Callable[[], Seat]
    """Returns a new consultation; called in another thread, one at a time."""
    per_second: float
    first: Sequence[Seat] = ()
    """Consultations that stand ready."""
    begun: int = 0
    refused: int = 0
    journals: list[Journal] = field(default_factory=list)
    """Of each guest that was let in."""

    async def keep(self) -> None:
        """Let guests come and go."""
        start, visits = time.monotonic(), deque[asyncio.Task[None]]()
        seats = SeatsAhead(self.make, self.first)
        try:
            for number in itertools.count():
                visits.append(asyncio.create_task(self._visit(number, await seats.next())))
                if len(visits) > GUESTS:
                    await _end(visits.popleft())
                due = start + (number + 1) / self.per_second
                await asyncio.sleep(max(0.0, due - time.monotonic()))
        finally:
            for visit in visits:
                await _end(visit)
            seats.close()

    async def _visit(self, number: int, seat: Seat) -> None:
        self.begun, journal = self.begun + 1, Journal()
        try:
            async with AsyncExitStack() as stack, asyncio.TaskGroup() as listeners:
                connections = Connections(self.plan, stack, listeners)
                camera, socket = await connections.enter(number, seat, journal)
                self.journals.append(journal)
                await camera.film(socket, time.monotonic())
        except* LoadError:
            self.refused += 1

    def figures(self) -> dict[str, Any]:
        """Return how many came, were refused or had to go before the door opened, and what became
        of their frames: `unanswered` are those that were on their way when their guest left.
        """
        return {
            "per_second": self.per_second,
            "came": len(self.journals),
            "refused": self.refused,
            "went_before": self.begun - len(self.journals) - self.refused,
            **outcome(self.journals),
            "stored": sum(journal.stored for journal in self.journals),
        }


async def _end(visit: asyncio.Task[None]) -> None:
    visit.cancel()
    await asyncio.wait([visit])
