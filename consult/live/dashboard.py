"""The counsellor's socket: hints about what is stored, as it happens.

A hint may be lost; the browser merges by reading id, sees a hole in a stream's positions and
reads it by REST.
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any, Final

import structlog
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from consult.clock import now_ms
from consult.live import admission, tickets, wire
from consult.live.groups import dashboards_of, sockets_of
from consult.live.summaries import Summaries

log = structlog.get_logger(__name__)

ASK_EVERY_S: Final = 1.0
"""The right to watch is asked for again before a message, at most once in this time."""
LOOK_EVERY_S: Final = 20.0


class DashboardConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    """One counsellor watching one consultation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claims: dict[str, Any] | None = None
        self.summaries: Summaries | None = None
        self._groups: list[str] = []
        self._asked_at = 0.0
        self._look: asyncio.Task[None] | None = None
        self._closing = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve the socket; it looks at nothing any more however it ends."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            if self._look is not None:
                self._look.cancel()

    async def connect(self) -> None:
        """Let the consultation's own counsellor in."""
        offered = self.scope.get("subprotocols", [])
        await self.accept(wire.PROTOCOL if wire.PROTOCOL in offered else None)
        self.claims = await database_sync_to_async(tickets.redeem)(offered, "dashboard")
        if self.claims is None:
            await self._close_with(wire.NOT_SIGNED_IN, "ticket")
            return
        consultation = await self._ask()
        if consultation is None:
            return
        self.summaries = Summaries(consultation.pk)
        self._groups = [dashboards_of(consultation.pk), sockets_of(self.claims["user"])]
        for group in self._groups:
            await self.channel_layer.group_add(group, self.channel_name)
        self._look = asyncio.create_task(self._keep_looking())
        await self._say({"type": "call", "state": consultation.state, "at": now_ms()})

    async def disconnect(self, code: int) -> None:
        """Leave the groups."""
        for group in self._groups:
            await self.channel_layer.group_discard(group, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Ignore what a dashboard sends: it only listens."""

    async def dashboard_readings(self, message: dict[str, Any]) -> None:
        """Pass readings on, each participant's followed by the smoothed state."""
        if not await self._may_still():
            return
        readings: list[wire.Reading] = message["readings"]
        for reading in readings:
            await self._say(reading)
        if self.summaries is not None:
            for summary in await database_sync_to_async(self.summaries.after)(readings):
                await self._say(summary)

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
        left = await database_sync_to_async(self.summaries.forget)(participant)
        if left is not None:
            await self._say(left)

    async def dashboard_look(self, message: dict[str, Any]) -> None:
        """The user signed out somewhere, or was changed: find out what it means here."""
        self._asked_at = 0.0
        await self._may_still()

    async def _keep_looking(self) -> None:
        """Ask by the clock, too: where nothing happens no message asks, and a hint may be lost."""
        while self.claims is not None:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self._ask()
            except Exception:  # the database may be away; the next message asks again
                log.exception("dashboard_check_failed")

    async def _may_still(self) -> bool:
        if self.claims is None:
            return False
        if time.monotonic() - self._asked_at < ASK_EVERY_S:
            return True
        return await self._ask() is not None

    async def _ask(self) -> Any:
        if self.claims is None:
            return None
        try:
            found = await database_sync_to_async(admission.admit_dashboard)(
                self.claims["user"], self.claims["consultation"], self.claims["session"]
            )
        except admission.Denied as denied:
            await self._close_with(denied.code, denied.reason)
            return None
        self._asked_at = time.monotonic()
        return found

    async def _say(self, message: wire.DashboardMessage | dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(message, separators=(",", ":")))

    async def _close_with(self, code: int, reason: str) -> None:
        if self._closing:
            return
        self._closing = True
        log.info("dashboard_closed", code=code, reason=reason)
        await self._say({"type": "closed", "code": code, "reason": reason})
        # Whatever else comes for this socket is not for it any more.
        self.claims = None
        await self.close(code=code)
