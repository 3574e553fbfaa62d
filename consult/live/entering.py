"""How each of the three sockets begins: the handshake, its ticket, and a place for its person."""

from __future__ import annotations

from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from consult.live import tickets, wire
from consult.live.admission import Denied
from consult.live.places import Place


async def entered(socket: AsyncWebsocketConsumer, kind: tickets.Kind) -> dict[str, Any]:
    """Accept a handshake and return the claims of its ticket.

    Raises:
        Denied: no good ticket of this kind, or the person has as many sockets as one may have.
    """
    offered = socket.scope.get("subprotocols", [])
    await socket.accept(wire.PROTOCOL if wire.PROTOCOL in offered else None)
    claims: dict[str, Any] | None = await database_sync_to_async(tickets.redeem)(offered, kind)
    if claims is None:
        raise Denied(wire.NOT_SIGNED_IN, "ticket")
    place: Place = socket.scope["place"]
    if not place.take(_person(claims)):
        raise Denied(wire.TOO_MANY, "too_many_sockets")
    return claims


def _person(claims: dict[str, Any]) -> str:
    """Return whom a socket counts for: an account, or the client of one consultation."""
    return f"user.{claims['user']}" if "user" in claims else f"client.{claims['participant']}"
