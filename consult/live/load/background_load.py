"""Load beside the streams that are measured: guests (`guests`) and two kinds of nuisance.

Each keeps its own sockets for as long as `keep` runs, which is until it is cancelled.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from rest_framework.exceptions import Throttled
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from consult.clock import now_ms
from consult.live import frame_header, tickets
from consult.live.load.connections import Connections, dashboard_ticket
from consult.live.load.journal import Journal
from consult.live.load.people import Seat
from consult.live.load.plan import Plan

FLOOD_EVERY_S: Final = 0.01
FLOOD_AT_ONCE: Final = 10
"""Together a thousand frames a second."""
ASK_AGAIN_S: Final = 0.1
"""Between two questions for a ticket of whoever is shut out."""
NUISANCES: Final = ("stalled", "flooding")


class BackgroundLoad(Protocol):
    """Whatever goes on beside a measurement."""

    async def keep(self) -> None:
        """Go on until cancelled."""

    def figures(self) -> dict[str, Any]:
        """Return what it did, as JSON-ready numbers."""


@dataclass(slots=True)
class Nuisance:
    """A client that floods its camera's socket, or a dashboard that never reads; see NUISANCES."""

    plan: Plan
    seat: Seat
    kind: str
    came: int = 0
    refused: int = 0
    closed: list[str] = field(default_factory=list)

    async def keep(self) -> None:
        """Be one, and come back whenever thrown out."""
        while True:
            async with AsyncExitStack() as stack, asyncio.TaskGroup() as listeners:
                connections = Connections(self.plan, stack, listeners)
                self.came += 1
                try:
                    await (self._flood if self.kind == "flooding" else self._stall)(connections)
                except ConnectionClosed as closed:
                    self.closed.append(str(closed))
                except Throttled:
                    self.refused += 1
                    await asyncio.sleep(ASK_AGAIN_S)

    async def _flood(self, connections: Connections) -> None:
        ticket = tickets.issue("camera", participant=str(self.seat.participant), link=1)
        camera = await connections.open(0, ticket)
        # Who does not read is not told either that it was thrown out.
        reading = asyncio.create_task(_read(camera))
        try:
            for burst in itertools.count():
                for number in range(FLOOD_AT_ONCE):
                    seq = burst * FLOOD_AT_ONCE + number + 1
                    header = frame_header.FrameHeader(0, frame_header.WHOLE_PICTURE, seq, now_ms())
                    await camera.send(frame_header.pack_frame(header, self.plan.pictures[0]))
                await asyncio.sleep(FLOOD_EVERY_S)
        finally:
            reading.cancel()

    async def _stall(self, connections: Connections) -> None:
        # Its own camera gives it much to read.
        camera, socket = await connections.camera(0, self.seat, Journal())
        dashboard = await connections.open(0, dashboard_ticket(self.seat), deaf=True)
        filming = asyncio.create_task(camera.film(socket, time.monotonic()))
        try:
            await dashboard.wait_closed()
        finally:
            filming.cancel()

    def figures(self) -> dict[str, Any]:
        """Return how often it came, how often it got no ticket, and why it was thrown out."""
        return {
            "kind": self.kind,
            "came": self.came,
            "refused": self.refused,
            "closed": sorted(set(self.closed)),
        }


async def _read(socket: ClientConnection) -> None:
    with suppress(ConnectionClosed):
        async for _ in socket:
            pass
