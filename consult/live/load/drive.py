"""All sockets of one measurement: opened, started together, closed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from typing import Final

from consult.live.load.background_load import BackgroundLoad
from consult.live.load.connections import Connections
from consult.live.load.journal import Journal
from consult.live.load.machine import Gauge
from consult.live.load.people import Seat
from consult.live.load.plan import ANSWERS_WITHIN_S, Plan

SETTLE_S: Final = 1.0
"""Rest between the last socket's opening and the first frame."""


async def drive(
    plan: Plan, seats: Sequence[Seat], gauge: Gauge, background: BackgroundLoad | None = None
) -> list[Journal]:
    """Return one journal for each seat. Raises LoadError when a socket is not let in."""
    journals = [Journal() for _ in seats]
    gauge.begin()
    async with AsyncExitStack() as sockets, asyncio.TaskGroup() as listeners:
        connections = Connections(plan, sockets, listeners)
        pairs = enumerate(zip(seats, journals, strict=True))
        cameras = await asyncio.gather(
            *(connections.enter(number, seat, journal) for number, (seat, journal) in pairs)
        )
        await asyncio.sleep(SETTLE_S)
        gauge.start()
        beside = [asyncio.create_task(gauge.watch())]
        if background is not None:
            beside.append(asyncio.create_task(background.keep()))
        start = time.monotonic()
        await asyncio.gather(*(camera.film(socket, start) for camera, socket in cameras))
        await _last_readings(journals)
        await _end(beside)
        gauge.stop()
        await sockets.aclose()
    return journals


async def _last_readings(journals: Sequence[Journal]) -> None:
    """Wait until what was stored has reached the dashboards, for a while."""
    deadline = time.monotonic() + ANSWERS_WITHIN_S
    while time.monotonic() < deadline:
        if all(len(journal.shown) >= journal.stored for journal in journals):
            return
        await asyncio.sleep(0.1)


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    """End what goes on beside; raise what had ended one of them before."""
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task
