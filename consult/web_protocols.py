"""uvicorn's protocols with an end to what it lets a client do without one.

Both count and time only what no consumer ever sees: the head of a request before it is there, and
a socket's frames that are no messages. `consult.web` puts them in the place of uvicorn's own.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

import h11
import structlog
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

log = structlog.get_logger(__name__)

HEAD_S: Final = 10.0
"""Within which the head of a request must be there."""
WINDOW_S: Final = 10.0
UNSEEN_MOST: Final = 500
"""Pings, pongs and continuations within WINDOW_S. A browser sends a pong each 20 s."""


class TimedHead(H11Protocol):
    """HTTP/1.1 whose requests must begin in time: uvicorn waits for the rest of a head for ever."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take bytes; a head that is not whole with them has its time from the first of them on."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._stop()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._late is None:
            self._late = self.loop.call_later(HEAD_S, self.transport.close)

    def _stop(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class CountedFrames(WebSocketsSansIOProtocol):
    """A WebSocket that is cut off for frames without an end that are no messages.

    uvicorn answers each ping at once, also to who reads no answer, and keeps each piece of a
    message, also the empty ones that no limit of size stops: both fill the memory.
    """

    _unseen = 0
    _since = 0.0

    def handle_ping(self) -> None:
        """Answer, unless the answers before lie unread (RFC 6455, 5.5.3 allows it)."""
        output = self.conn.data_to_send()
        if self._count() and self.writable.is_set():
            self.transport.write(b"".join(output))

    def handle_pong(self, event: Any) -> None:
        """Take the answer to a ping."""
        if self._count():
            super().handle_pong(event)

    def handle_cont(self, event: Any) -> None:
        """Take a piece of a message."""
        if self._count():
            super().handle_cont(event)

    def _count(self) -> bool:
        now = self.loop.time()
        if now - self._since > WINDOW_S:
            self._since, self._unseen = now, 0
        self._unseen += 1
        if self._unseen == UNSEEN_MOST + 1:
            log.warning("socket_cut_off", frames=self._unseen)
            # Who floods needs no farewell, which would stand behind what lies unread.
            self.transport.abort()
        return self._unseen <= UNSEEN_MOST
