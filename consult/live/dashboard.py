"""The counsellor's socket: hints about what is stored, as it happens.

A hint may be lost; the browser merges by reading id, sees a hole in a stream's positions and
reads it by REST.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

import structlog
from channels.db import database_sync_to_async

from consult.clock import now_ms
from consult.consultations.models import Consultation
from consult.live import admission, wire
from consult.live.batched_queries import dashboard_checks
from consult.live.checked_socket import CheckedSocket
from consult.live.dashboard_fanout import Hint, dashboard_fanout
from consult.live.groups import dashboards_of, sockets_of
from consult.live.summaries import Summaries
from consult.logs import bind_socket

log = structlog.get_logger(__name__)

PENDING_MAX: Final = 100
"""Readings that wait for a browser; 50 s of one camera."""


class DashboardConsumer(CheckedSocket):
    """One counsellor watching one consultation."""

    kind = "dashboard"
    look_every_s = 20.0
    rate, burst = 1.0, 20.0
    """Put up with: a dashboard has nothing to send."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation: Consultation | None = None
        self.summaries: Summaries | None = None
        self._summarising = asyncio.Lock()
        """Of a reading and an erasure that come together one waits: each may go to a thread."""
        self._pending: list[Hint] = []
        self._passing: asyncio.Task[None] | None = None
        self._watched = ""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve the socket; it passes nothing on any more however it ends."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            if self._passing is not None:
                self._passing.cancel()
            watched, self._watched = self._watched, ""
            if watched:
                await dashboard_fanout().leave(watched, self)

    async def connect(self) -> None:
        """Let the consultation's own counsellor in."""
        if not await self._admitted() or self.consultation is None:
            return
        consultation = self.consultation
        bind_socket("dashboard", consultation.pk)
        self.summaries = Summaries(consultation.pk)
        await self._join(dashboards_of(consultation.pk), sockets_of(self._claims["user"]))
        self._watched = consultation.pk.hex
        await dashboard_fanout().enter(self._watched, self)
        self._begin_looking()
        await self._say({"type": "call", "state": consultation.state, "at": now_ms()})

    async def disconnect(self, code: int) -> None:
        """Leave the groups."""
        await self._leave_groups(self._groups)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Ignore what a dashboard sends, as it only listens; a flood closes it."""
        if not self._closing:
            await self._is_flood()

    def take(self, hints: list[Hint]) -> None:
        """Take readings and rates to pass on; called by `DashboardFanout`.

        A browser that reads slowly loses the oldest of them: it sees the hole and asks by REST.
        """
        self._pending = [*self._pending, *hints][-PENDING_MAX:]
        if self._passing is None or self._passing.done():
            self._passing = asyncio.create_task(self._pass_on())

    async def _pass_on(self) -> None:
        """Pass hints on in order, each participant's readings followed by the smoothed state."""
        while self._pending:
            may = await self._may_still()
            hints, self._pending = self._pending, []
            if not may:
                return
            readings: list[wire.Reading] = []
            for hint in hints:
                await self._say(hint)
                if hint["type"] == "reading":
                    readings.append(hint)
            if self.summaries is not None and readings:
                await self._summarise(self.summaries, readings)

    async def _summarise(self, summaries: Summaries, readings: list[wire.Reading]) -> None:
        async with self._summarising:
            try:
                found = await self._summaries_after(summaries, readings)
            except Exception:  # the database may be away; the next reading asks again
                log.exception("summary_failed")
                return
            for summary in found:
                await self._say(summary)

    async def _summaries_after(
        self, summaries: Summaries, readings: list[wire.Reading]
    ) -> list[wire.Summary]:
        # Only a participant's first reading, and one after a hole, need the database: all the
        # others spare the hop to its thread.
        if summaries.follow(readings):
            return summaries.after(readings)
        found: list[wire.Summary] = await database_sync_to_async(summaries.after)(readings)
        return found

    async def dashboard_event(self, message: dict[str, Any]) -> None:
        """Pass any other event on."""
        if not await self._may_still():
            return
        event = message["message"]
        await self._say(event)
        if event["type"] == "participant" and event["event"] in ("withdrew", "refused"):
            await self._forget(event["participant"])

    async def dashboard_erased(self, message: dict[str, Any]) -> None:
        """Someone's readings were erased."""
        if await self._may_still():
            await self._forget(message["participant"])

    async def _forget(self, participant: str) -> None:
        if self.summaries is None:
            return
        async with self._summarising:
            left = await database_sync_to_async(self.summaries.forget)(participant)
            if left is not None:
                await self._say(left)

    async def _looked(self) -> None:
        # A Redis that has started anew knows no groups.
        await dashboard_fanout().enter(self._watched, self)

    async def _check(self) -> None:
        claims = self._claims
        claim = admission.Claim(claims["user"], claims["consultation"], claims["session"])
        self.consultation = await dashboard_checks().ask(claim)
