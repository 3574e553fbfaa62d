"""What the three sockets share: how one begins, how it says something, and how it is closed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

import structlog
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from consult.live import tickets, wire
from consult.live.admission import Denied
from consult.live.shut_out import person_of, seconds_left, shut_out
from consult.live.socket_limits import SocketSlot

log = structlog.get_logger(__name__)


class Socket(AsyncWebsocketConsumer):  # type: ignore[misc]
    """One page's connection."""

    kind: ClassVar[tickets.Kind]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._closing = False
        self._person = ""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve the socket, then give its channel up."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.channel_layer.end_channel(self.channel_name)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Run the handler without Channels' thread hop for stale database connections.

        The hop costs a tenth of the web process's time. Whatever asks the database goes through
        `database_sync_to_async`, which sees to them.
        """
        await getattr(self, message["type"].replace(".", "_"))(message)

    async def _entered(self) -> dict[str, Any]:
        """Accept a handshake and return the claims of its ticket.

        Raises:
            Denied: no good ticket of this kind, or the person flooded one a moment ago, or has as
                many sockets as one may have.
        """
        offered = self.scope.get("subprotocols", [])
        await self.accept(wire.PROTOCOL if wire.PROTOCOL in offered else None)
        claims: dict[str, Any] = await database_sync_to_async(_redeemed)(offered, self.kind)
        self._person = person_of(claims)
        place: SocketSlot = self.scope["place"]
        if not place.take(self._person):
            raise Denied(wire.TOO_MANY, "too_many_sockets")
        return claims

    async def _say(self, message: Mapping[str, Any]) -> None:
        await self._send(json.dumps(message, separators=(",", ":")))

    async def _send(self, text: str) -> None:
        # Something may still come for a socket that is being closed: it is not told any more.
        if not self._closing:
            await self.send(text_data=text)

    async def _close_flood(self) -> None:
        """Close the socket of who sends too many messages, and shut them out for a while."""
        await self._close_with(wire.TOO_FAST, "too_fast")
        await database_sync_to_async(shut_out)(self.kind, self._person)

    async def _close_with(self, code: int, reason: str) -> None:
        """Say why, and close. Once: whoever closes first has told the reason."""
        if self._closing:
            return
        self._closing = True
        event = f"{self.kind}_closed"
        log.info(event, code=code, reason=reason)
        message: wire.Closed = {"type": "closed", "code": code, "reason": reason}
        await self.send(text_data=json.dumps(message, separators=(",", ":")))
        await self.close(code=code)


def _redeemed(offered: list[str], kind: tickets.Kind) -> dict[str, Any]:
    claims = tickets.redeem(offered, kind)
    if claims is None:
        raise Denied(wire.NOT_SIGNED_IN, "ticket")
    # The ticket may be older than the flood.
    if seconds_left(kind, person_of(claims)):
        raise Denied(wire.TOO_FAST, "too_fast")
    return claims
