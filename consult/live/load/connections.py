"""The sockets of a load test, opened with real tickets, a few at a time."""

from __future__ import annotations

import asyncio
import socket as network
from contextlib import AsyncExitStack
from typing import Any, Final
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from consult.live import tickets, wire
from consult.live.load.camera import LoadCamera
from consult.live.load.dashboard import watch
from consult.live.load.journal import Journal
from consult.live.load.page import Page
from consult.live.load.people import Seat
from consult.live.load.plan import Plan

AT_ONCE: Final = 8
"""Rooms that open at the same time: a test of frames, not of a stampede at the door."""
ADMITTED_WITHIN_S: Final = 60.0
DEAF_BUFFER: Final = 4096
"""What the machine keeps for whoever does not read, bytes."""


class LoadError(Exception):
    """The load could not be put on; the message says why."""


class Connections:
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
        async with self._turn:
            dashboard = await self.open(number, dashboard_ticket(seat))
            page = Page(self._plan.origin(number), seat, journal)
            self._listeners.create_task(watch(dashboard, page, journal, asks=self._plan.pages))
            await _within(page.has_read, "A page got no answer", journal)
            return await self.camera(number, seat, journal)

    async def camera(
        self, number: int, seat: Seat, journal: Journal
    ) -> tuple[LoadCamera, ClientConnection]:
        """Open a consultation's camera alone. Raises LoadError."""
        camera = LoadCamera(self._plan, number, journal)
        ticket = tickets.issue("camera", participant=str(seat.participant), link=1)
        socket = await self.open(number, ticket)
        self._listeners.create_task(camera.listen(socket))
        await _within(camera.admitted, "A camera was not let in", journal)
        return camera, socket

    async def open(
        self, number: int, ticket: dict[str, Any], *, deaf: bool = False
    ) -> ClientConnection:
        """Open a socket; a deaf one has next to no buffer and answers no ping. Raises LoadError."""
        offered = [wire.PROTOCOL, f"{wire.TICKET_PREFIX}{ticket['ticket']}"]
        origin = self._plan.origin(number)
        own = _deaf(origin) if deaf else None
        try:
            opened = await connect(
                self._plan.socket(number, ticket["path"]),
                origin=Origin(origin),
                subprotocols=[Subprotocol(name) for name in offered],
                compression=None,
                open_timeout=30,
                sock=own,
                max_queue=1 if deaf else 16,
                ping_interval=None if deaf else 20,
            )
        except (OSError, WebSocketException) as error:
            raise LoadError(f"No socket opens at {origin}: {error}") from error
        self._sockets.push_async_callback(opened.close)
        return opened


async def _within(event: asyncio.Event, failure: str, journal: Journal) -> None:
    """Wait for what must come soon. Raises LoadError, with why the socket was closed."""
    try:
        async with asyncio.timeout(ADMITTED_WITHIN_S):
            await event.wait()
    except TimeoutError as error:
        raise LoadError(f"{failure}: {journal.closed or 'no answer'}") from error


def dashboard_ticket(seat: Seat) -> dict[str, Any]:
    """Return a ticket for the counsellor's dashboard."""
    claims = {"user": seat.user, "consultation": seat.consultation, "session": seat.session}
    return tickets.issue("dashboard", **claims)


def _deaf(origin: str) -> network.socket:
    """Return a connection whose window is small from the beginning."""
    parts = urlsplit(origin)
    own = network.socket()
    own.setsockopt(network.SOL_SOCKET, network.SO_RCVBUF, DEAF_BUFFER)
    own.connect((parts.hostname or "localhost", parts.port or 80))
    own.setblocking(False)
    return own
