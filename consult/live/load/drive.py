"""All sockets of one measurement: opened, started together, closed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any, Final

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
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
    gauge.begin()
    async with AsyncExitStack() as sockets, asyncio.TaskGroup() as listeners:
        entrance = Entrance(plan, sockets, listeners)
        pairs = enumerate(zip(seats, journals, strict=True))
        cameras = await asyncio.gather(
            *(entrance.enter(number, seat, journal) for number, (seat, journal) in pairs)
        )
        await asyncio.sleep(SETTLE_S)
        gauge.start()
        measuring = listeners.create_task(gauge.watch())
        start = time.monotonic()
        await asyncio.gather(*(camera.film(socket, start) for camera, socket in cameras))
        await _last_readings(journals)
        measuring.cancel()
        gauge.stop()
        await sockets.aclose()
    return journals


class Entrance:
    """Opens the sockets of one measurement, a few at a time, and has them listened to."""

    def __init__(self, plan: Plan, sockets: AsyncExitStack, listeners: asyncio.TaskGroup) -> None:
        self._plan = plan
        self._sockets = sockets
        self._listeners = listeners
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def enter(
        self, number: int, seat: Seat, journal: Journal
    ) -> tuple[LoadCamera, ClientConnection]:
        """Open a consultation's dashboard, then its camera. Raises LoadError."""
        camera = LoadCamera(self._plan, number, journal)
        async with self._turn:
            dashboard = await self._open(number, _dashboard_ticket(seat))
            self._listeners.create_task(watch(dashboard, journal))
            ticket = tickets.issue("camera", participant=str(seat.participant))
            socket = await self._open(number, ticket)
            self._listeners.create_task(camera.listen(socket))
            try:
                async with asyncio.timeout(ADMITTED_WITHIN_S):
                    await camera.admitted.wait()
            except TimeoutError as error:
                why = journal.closed or "no answer"
                raise LoadError(f"A camera was not let in: {why}") from error
        return camera, socket

    async def _open(self, number: int, ticket: dict[str, Any]) -> ClientConnection:
        offered = [wire.PROTOCOL, f"{wire.TICKET_PREFIX}{ticket['ticket']}"]
        origin = self._plan.origin(number)
        try:
            opened = await connect(
                self._plan.socket(number, ticket["path"]),
                origin=Origin(origin),
                subprotocols=[Subprotocol(name) for name in offered],
                compression=None,
                open_timeout=30,
            )
        except (OSError, WebSocketException) as error:
            raise LoadError(f"No socket opens at {origin}: {error}") from error
        self._sockets.push_async_callback(opened.close)
        return opened


def _dashboard_ticket(seat: Seat) -> dict[str, Any]:
    claims = {"user": seat.user, "consultation": seat.consultation, "session": seat.session}
    return tickets.issue("dashboard", **claims)


async def _last_readings(journals: Sequence[Journal]) -> None:
    """Wait until what was stored has reached the dashboards, for a while."""
    deadline = time.monotonic() + ANSWERS_WITHIN_S
    while time.monotonic() < deadline:
        if all(len(journal.shown) >= journal.stored for journal in journals):
            return
        await asyncio.sleep(0.1)
