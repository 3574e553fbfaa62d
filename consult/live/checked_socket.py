"""A page's socket whose right to be there is asked for again for as long as it is open."""

from __future__ import annotations

import asyncio
import time
from typing import Any, ClassVar, Final

import structlog

from consult.live.admission import Denied
from consult.live.bucket import Bucket
from consult.live.socket import Socket

log = structlog.get_logger(__name__)

ASK_EVERY_S: Final = 1.0
"""The right to be there is asked for again before a message, at most once in this time."""


class CheckedSocket(Socket):
    """One page of somebody who may lose the right to it, by signing out or by being put out.

    It is asked for when the page connects, before each message, at a hint that something changed,
    and by the clock: where nothing happens no message asks, and a hint may be lost.
    """

    look_every_s: ClassVar[float]
    rate: ClassVar[float]
    burst: ClassVar[float]
    """Messages a second, and at once, that are taken of the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._claims: dict[str, Any] = {}
        self._groups: list[str] = []
        self._asked_at = 0.0
        self._bucket = Bucket(self.rate, self.burst)
        self._look: asyncio.Task[None] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve the socket; it asks for nothing any more however it ends."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._stop_looking()

    async def _check(self) -> None:
        """Find in the database who this is. Raises Denied for who may not be there."""
        raise NotImplementedError

    async def _looked(self) -> None:
        """Make up for a lost hint; called by the clock while the right to be there lasts."""
        raise NotImplementedError

    async def dashboard_look(self, message: dict[str, Any]) -> None:
        """The user signed out somewhere, or was changed: find out what it means here."""
        self._asked_at = 0.0
        await self._may_still()

    async def _admitted(self) -> bool:
        """Accept the handshake; close the socket unless its ticket lets somebody in."""
        try:
            self._claims = await self._entered()
        except Denied as denied:
            await self._close_with(denied.code, denied.reason)
            return False
        return await self._ask()

    async def _join(self, *groups: str) -> None:
        self._groups = list(groups)
        for group in groups:
            await self.channel_layer.group_add(group, self.channel_name)

    async def _leave_groups(self, groups: list[str]) -> None:
        for group in groups:
            await self.channel_layer.group_discard(group, self.channel_name)

    def _begin_looking(self) -> None:
        self._look = asyncio.create_task(self._keep_looking())

    def _stop_looking(self) -> None:
        if self._look is not None:
            self._look.cancel()

    async def _keep_looking(self) -> None:
        while not self._closing:
            await asyncio.sleep(self.look_every_s)
            try:
                if await self._ask():
                    await self._looked()
            except Exception:  # the database may be away; the next message asks again
                log.exception("socket_check_failed", kind=self.kind)

    async def _is_flood(self) -> bool:
        """Count one message; close the socket of who sends too many."""
        if self._bucket.take(time.monotonic()):
            return False
        await self._close_flood()
        return True

    async def _may_still(self) -> bool:
        if self._closing or not self._claims:
            return False
        if time.monotonic() - self._asked_at < ASK_EVERY_S:
            return True
        return await self._ask()

    async def _ask(self) -> bool:
        """Ask now; whoever lost the right is told so, and closed."""
        if self._closing:
            return False
        try:
            await self._check()
        except Denied as denied:
            await self._close_with(denied.code, denied.reason)
            return False
        self._asked_at = time.monotonic()
        return True
