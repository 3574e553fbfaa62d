"""How many sockets one web process holds, in all and for one person.

Each socket costs memory, its connection to the layer a turn in it: whoever opens them without end
must be stopped before everybody feels it. The counts are this process's own; another one protects
itself.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import structlog

log = structlog.get_logger(__name__)

FULL: Final = 1013
"""The WebSocket's own code of "try again later"; before the handshake it is HTTP's 403."""


class SocketSlot:
    """The slot of one socket, from its handshake to its end. Only its own tasks touch it."""

    def __init__(self, limit: SocketLimit) -> None:
        self._limit = limit
        self._person = ""

    def take(self, person: str) -> bool:
        """Count this socket as that person's; False when they have as many as they may."""
        held = self._limit.held
        if held[person] >= self._limit.most_of_one:
            log.warning("too_many_sockets", held=held[person])
            return False
        self._person = person
        held[person] += 1
        return True

    def leave(self) -> None:
        """Free the slot."""
        held, person = self._limit.held, self._person
        if person:
            self._person = ""
            held[person] -= 1
            if not held[person]:
                del held[person]


class SocketLimit:
    """ASGI: lets `most` sockets in, each with a `SocketSlot` in its scope.

    The event loop alone touches the counts: no lock is needed.
    """

    def __init__(self, app: Any, most: int, most_of_one: int) -> None:
        self.app = app
        self.most = most
        self.most_of_one = most_of_one
        self.open = 0
        self.held: Counter[str] = Counter()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one socket, or refuse its handshake."""
        if self.open >= self.most:
            log.warning("no_place_for_a_socket", open=self.open)
            await receive()
            await send({"type": "websocket.close", "code": FULL})
            return
        place = SocketSlot(self)
        self.open += 1
        try:
            await self.app({**scope, "place": place}, receive, send)
        finally:
            self.open -= 1
            place.leave()
