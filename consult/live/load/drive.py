"""All sockets of one measurement: opened, started together, closed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any, Final

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from consult.live import tickets, wire
from consult.live.load.camera import LoadCamera
from consult.live.load.dashboard import watch
from consult.live.load.journal import Journal
from consult.live.load.machine import Gauge
from consult.live.load.people import Seat
from consult.live.load.plan import ANSWERS_WITHIN_S, Plan

AT_ONCE: Final = 8
"""Sockets that open at the same time: a test of frames, not of a stampede at the door."""
ADMITTED_WITHIN_S: Final = 60.0
SETTLE_S: Final = 1.0
"""Rest between the last socket's opening and the first frame."""


class LoadError(Exception):
    """The load could not be put on; the message says why."""


async def drive(plan: Plan, seats: Sequence[Seat], gauge: Gauge) -> list[Journal]:
    """Return one journal for each seat. Raises LoadError when a socket is not let in."""
    journals = [Journal() for _ in seats]
    turn = asyncio.Semaphore(AT_ONCE)
    gauge.begin()
    async with AsyncExitStack() as sockets, asyncio.TaskGroup() as listeners:
        pairs = [
            _enter(plan, number, seat, journal, turn, sockets, listeners)
            for number, (seat, journal) in enumerate(zip(seats, journals, strict=True))
        ]
        cameras = await asyncio.gather(*pairs)
        start = time.monotonic() + SETTLE_S
        await asyncio.sleep(SETTLE_S)
        gauge.start()
        measuring = listeners.create_task(gauge.watch())
        await asyncio.gather(*(camera.film(socket, start) for camera, socket in cameras))
        await _last_readings(journals)
        measuring.cancel()
        gauge.stop()
        await sockets.aclose()
    return journals


async def _enter(
    plan: Plan,
    number: int,
    seat: Seat,
    journal: Journal,
    turn: asyncio.Semaphore,
    sockets: AsyncExitStack,
    listeners: asyncio.TaskGroup,
) -> tuple[LoadCamera, ClientConnection]:
    """Open a consultation's dashboard and camera, and listen to both."""
    async with turn:
        dashboard = await _open(plan, number, _dashboard_ticket(seat))
        sockets.push_async_callback(dashboard.close)
        listeners.create_task(watch(dashboard, journal))
        socket = await _open(plan, number, tickets.issue("camera", participant=seat.participant))
        sockets.push_async_callback(socket.close)
        camera = LoadCamera(plan, number, journal)
        listeners.create_task(camera.listen(socket))
        try:
            async with asyncio.timeout(ADMITTED_WITHIN_S):
                await camera.admitted.wait()
        except TimeoutError as error:
            raise LoadError(f"A camera was not let in: {journal.closed or 'no answer'}") from error
    return camera, socket


def _dashboard_ticket(seat: Seat) -> dict[str, Any]:
    claims = {"user": seat.user, "consultation": seat.consultation, "session": seat.session}
    return tickets.issue("dashboard", **claims)


async def _open(plan: Plan, number: int, ticket: dict[str, Any]) -> ClientConnection:
    offered = [wire.PROTOCOL, f"{wire.TICKET_PREFIX}{ticket['ticket']}"]
    try:
        return await connect(
            plan.socket(number, ticket["path"]),
            origin=Origin(plan.origin(number)),
            subprotocols=[Subprotocol(name) for name in offered],
            compression=None,
            open_timeout=30,
        )
    except OSError as error:
        raise LoadError(f"No service answers at {plan.origin(number)}: {error}") from error


async def _last_readings(journals: Sequence[Journal]) -> None:
    """Wait until what was stored has reached the dashboards, for a while."""
    deadline = time.monotonic() + ANSWERS_WITHIN_S
    while time.monotonic() < deadline:
        if all(len(journal.shown) >= journal.stored for journal in journals):
            return
        await asyncio.sleep(0.1)
