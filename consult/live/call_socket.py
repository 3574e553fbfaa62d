"""The life of one page's socket in a call: who is let in, who may stay, and how it ends."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Final

import structlog
from channels.db import database_sync_to_async
from django.conf import settings
from django.db import Error as DatabaseError
from redis.exceptions import RedisError

from consult.live import call_admission, signalling, wire, wire_call
from consult.live.admission import Denied
from consult.live.bucket import Bucket
from consult.live.call_admission import Caller
from consult.live.groups import calls_of, sockets_of
from consult.live.ice import ice_servers
from consult.live.shielded import run_to_completion
from consult.live.socket import Socket
from consult.logs import bind_socket

log = structlog.get_logger(__name__)

ASK_EVERY_S: Final = 1.0
"""The right to take part is asked for again before a message, at most once in this time."""
LOOK_EVERY_S: Final = 10.0
RATE: Final = 20.0
BURST: Final = 200.0
"""Messages a second, and at once: an ICE restart sends some tens of candidates together."""


class CallSocket(Socket):
    """One page of one side; a subclass takes its messages and finds the other side."""

    kind = "call"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caller: Caller | None = None
        self._claims: dict[str, Any] = {}
        self._groups: list[str] = []
        self._asked_at = 0.0
        self._served_at = 0.0
        self._bucket = Bucket(RATE, BURST)
        self._look: asyncio.Task[None] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve the socket; the other side hears of its end however it comes."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._go()

    async def connect(self) -> None:
        """Let a side with a good ticket in."""
        try:
            self._claims = await self._entered()
        except Denied as denied:
            await self._close_with(denied.code, denied.reason)
            return
        if not await self._ask() or self.caller is None:
            # Not denied, as that is said already: the database is away, and nobody known yet.
            await self._close_with(wire.TRY_AGAIN, "database_away")
            return
        bind_socket("call", self.caller.consultation_id)
        self._groups = [calls_of(self.caller.consultation_id)]
        if self.caller.user is not None:
            self._groups.append(sockets_of(self.caller.user))
        for group in self._groups:
            await self.channel_layer.group_add(group, self.channel_name)
        self._look = asyncio.create_task(self._keep_looking())
        ice = self._servers(self.caller)
        await self._say({"type": "ready", "polite": self.caller.role == "client", "ice": ice})

    async def disconnect(self, code: int) -> None:
        """Leave the call."""
        await self._go()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take one message of the page."""
        if self.caller is None or self._closing:
            return
        if not self._bucket.take(time.monotonic()):
            await self._close_with(wire.TOO_FAST, "too_fast")
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
        self._asked_at = 0.0
        await self._may_still()

    async def dashboard_look(self, message: dict[str, Any]) -> None:
        """The user signed out somewhere, or was changed."""
        await self.call_look(message)

    async def _keep_looking(self) -> None:
        """Ask by the clock, and find the other side where its hint was lost."""
        while not self._closing:
            await asyncio.sleep(LOOK_EVERY_S)
            await self._ask()
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

    async def _may_still(self) -> bool:
        if self.caller is None or self._closing:
            return False
        if time.monotonic() - self._asked_at < ASK_EVERY_S:
            return True
        return await self._ask()

    async def _ask(self) -> bool:
        try:
            self.caller = await database_sync_to_async(call_admission.admit_caller)(self._claims)
        except Denied as denied:
            await self._close_with(denied.code, denied.reason)
            return False
        except DatabaseError:
            # Two people go on talking while the database is away; the next message asks again.
            log.exception("call_check_failed")
            return self.caller is not None
        self._asked_at = time.monotonic()
        return True

    async def _go(self) -> None:
        """Let go of everything, once."""
        groups, self._groups = self._groups, []
        if self._look is not None:
            self._look.cancel()
        if groups:
            await run_to_completion(self._farewell(groups))

    async def _farewell(self, groups: list[str]) -> None:
        try:
            for group in groups:
                await self.channel_layer.group_discard(group, self.channel_name)
            await self._say_goodbye()
        except (RedisError, OSError) as error:
            log.warning("hint_lost", error=type(error).__name__)
