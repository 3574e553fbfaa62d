"""The life of one page's socket in a call: who is let in, who may stay, and how it ends."""

from __future__ import annotations

import time
from typing import Any

import structlog
from channels.db import database_sync_to_async
from django.conf import settings
from django.db import Error as DatabaseError
from redis.exceptions import RedisError

from consult.live import call_admission, signalling, wire, wire_call
from consult.live.call_admission import Caller
from consult.live.checked_socket import CheckedSocket
from consult.live.groups import calls_of, sockets_of
from consult.live.ice import ice_servers
from consult.live.shielded import run_to_completion
from consult.logs import bind_socket

log = structlog.get_logger(__name__)


class CallSocket(CheckedSocket):
    """One page of one side; a subclass takes its messages and finds the other side."""

    kind = "call"
    look_every_s = 10.0
    rate, burst = 20.0, 200.0
    """An ICE restart sends some tens of candidates together."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caller: Caller | None = None
        self._served_at = 0.0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve the socket; the other side hears of its end however it comes."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._go()

    async def connect(self) -> None:
        """Let a side with a good ticket in."""
        if not await self._admitted() or self.caller is None:
            # Not denied, as that is said already: the database is away, and nobody known yet.
            await self._close_with(wire.TRY_AGAIN, "database_away")
            return
        bind_socket("call", self.caller.consultation_id)
        groups = [calls_of(self.caller.consultation_id)]
        if self.caller.user is not None:
            groups.append(sockets_of(self.caller.user))
        await self._join(*groups)
        self._begin_looking()
        ice = self._servers(self.caller)
        await self._say({"type": "ready", "polite": self.caller.role == "client", "ice": ice})

    async def disconnect(self, code: int) -> None:
        """Leave the call."""
        await self._go()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take one message of the page."""
        if self.caller is None or self._closing:
            return
        if await self._is_flood():
            return
        if text_data is None:
            await self._say({"type": "refused", "reason": "not_text"})
            return
        if len(text_data) > wire.MAX_MESSAGE_BYTES:
            await self._close_with(wire.TOO_LARGE, "too_large")
            return
        try:
            said = signalling.read(text_data)
        except signalling.BadMessage as bad:
            await self._say({"type": "refused", "reason": bad.reason})
            return
        if await self._may_still():
            await self._take(said)

    async def _take(self, said: wire_call.CallRequest) -> None:
        """Take a message that was read and may be sent."""
        raise NotImplementedError

    async def _look_for_the_other(self) -> None:
        """Make up for a lost hint; called by the clock."""
        raise NotImplementedError

    async def _say_goodbye(self) -> None:
        """Tell the other side that this page is gone; called once, at the end."""
        raise NotImplementedError

    async def call_look(self, message: dict[str, Any]) -> None:
        """The consultation changed: find out what it means here."""
        await self.dashboard_look(message)

    async def _looked(self) -> None:
        """Send fresh servers in time, and find the other side where its hint was lost."""
        await self._renew()
        try:
            await self._look_for_the_other()
        except (RedisError, OSError) as error:
            log.warning("hint_lost", error=type(error).__name__)

    def _servers(self, caller: Caller) -> list[wire_call.IceServer]:
        self._served_at = time.monotonic()
        return ice_servers(caller.relay_name, time.time())

    async def _renew(self) -> None:
        """Send the servers anew before the relay's password ends: a break after that mends, too."""
        if self.caller is None or self._closing or not settings.TURN_URL:
            return
        if time.monotonic() - self._served_at > settings.TURN_LIFETIME_S / 2:
            await self._say({"type": "ice", "ice": self._servers(self.caller)})

    async def _check(self) -> None:
        self.caller = await database_sync_to_async(call_admission.admit_caller)(self._claims)

    async def _ask(self) -> bool:
        try:
            return await super()._ask()
        except DatabaseError:
            # Two people go on talking while the database is away; the next message asks again.
            log.exception("call_check_failed")
            return self.caller is not None

    async def _go(self) -> None:
        """Let go of everything, once."""
        groups, self._groups = self._groups, []
        self._stop_looking()
        if groups:
            await run_to_completion(self._farewell(groups))

    async def _farewell(self, groups: list[str]) -> None:
        try:
            await self._leave_groups(groups)
            await self._say_goodbye()
        except (RedisError, OSError) as error:
            log.warning("hint_lost", error=type(error).__name__)
