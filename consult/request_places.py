"""How many requests one web process answers at a time; the others wait a moment, or come again.

Each that Django answers has a thread of its own and, mostly, a connection to the database. Without
an end to them a crowd takes every connection that PostgreSQL has, and the workers, which can store
nothing any more, drop the frames of people who have asked for nothing.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Collection
from typing import Any, Final

import structlog

from consult.client_identity import ClientIdentity, Requester
from consult.request_bodies import Bodies, TooSlow
from consult.request_shares import Full, SharedPlaces

log = structlog.get_logger(__name__)

WAITING_PER_PLACE: Final = 4
SLOW_S: Final = 30.0
"""A reader who takes nothing for so long is gone."""
RETRY_S: Final = 2
_BUSY: Final = {"detail": "The service is busy. Try again in a moment.", "code": "busy"}
_SLOW: Final = {"detail": "The request came too slowly.", "code": "too_slow"}


def long_ones(most: int) -> int:
    """Return how many answers without a known length are sent beside so many requests."""
    return max(1, most // 4)


def share_of(most: int) -> int:
    """Return how many of so many places one person may hold."""
    return max(1, most // 4)


class RequestPlaces:
    """ASGI: lets `most` requests in, and answers 503 to who waited in vain.

    A place is taken when all of the body is there, so that one which comes slowly keeps nobody
    out. An answer without a known length, an export, moves to a place among the long ones: they
    are a quarter as many, and however long they take, pages go on. One person, as `identity` tells
    them apart, holds a quarter of the places, half of the long ones and a quarter of the bytes of
    bodies at most. What begins with a path of `beside` passes by: who asks whether the service
    lives gets an answer in any crowd.
    """

    def __init__(
        self,
        app: Any,
        most: int,
        beside: Collection[str] = (),
        identity: ClientIdentity | None = None,
    ) -> None:
        self.app = app
        self.beside = tuple(beside)
        self.identity = identity or ClientIdentity()
        long = long_ones(most)
        self.places = SharedPlaces(most, share_of(most), WAITING_PER_PLACE)
        self.long_places = SharedPlaces(long, max(1, long // 2), 0)
        self.bodies = Bodies()
        self._told_at = 0.0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["path"].startswith(self.beside):
            await self.app(scope, receive, send)
            return
        person = self.identity.whose(scope)
        try:
            async with self.bodies.whole(person, receive) as body:
                if body is not None:
                    await self._answer(scope, person, body, receive, send)
        except TooSlow:
            await refuse(send, 408, _SLOW)
        except Full:
            self._tell()
            await refuse(send, 503, _BUSY)

    async def _answer(self, scope: Any, person: str, body: bytes, receive: Any, send: Any) -> None:
        requester = Requester()
        await self.places.take(person)
        answer = Answer(self, person, body, receive, send)
        try:
            await self.app({**scope, "requester": requester}, answer.receive, answer.send)
        finally:
            answer.place.leave(person)
            self.identity.remember(scope, requester)
        if answer.refused:
            raise Full

    def _tell(self) -> None:
        """Say it in the log once a second: a crowd must not fill that, too."""
        now = time.monotonic()
        if now - self._told_at >= 1:
            self._told_at = now
            log.warning("no_place_for_a_request", waiting=self.places.all.waiting)


class Answer:
    """One request on its way through the application."""

    def __init__(
        self, gate: RequestPlaces, person: str, body: bytes, receive: Any, send: Any
    ) -> None:
        self._gate = gate
        self._person = person
        self._receive = receive
        self._send = send
        self._body: bytes | None = body
        self._start: Any = None
        self._over = asyncio.Event()
        self.place = gate.places
        self.refused = False

    async def receive(self) -> Any:
        """Give the body, then word of a client who went away or is sent away."""
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        gone = asyncio.ensure_future(self._receive())
        over = asyncio.create_task(self._over.wait())
        try:
            await asyncio.wait({gone, over}, return_when=asyncio.FIRST_COMPLETED)
            return gone.result() if gone.done() else {"type": "http.disconnect"}
        finally:
            gone.cancel()
            over.cancel()

    async def send(self, message: Any) -> None:
        """Pass a message on; its start with its first part, which tells how long it is."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        if self._start is not None:
            if message.get("more_body", False) and not _has_length(self._start):
                await self._move()
            start, self._start = self._start, None
            await self._pass_on(start)
        await self._pass_on(message)

    async def _move(self) -> None:
        try:
            await self._gate.long_places.take(self._person)
        except Full:
            self.refused = True
            await self._hang_up()
        self.place.leave(self._person)
        self.place = self._gate.long_places

    async def _pass_on(self, message: Any) -> None:
        try:
            async with asyncio.timeout(SLOW_S):
                await self._send(message)
        except TimeoutError:
            log.warning("reader_too_slow")
            await self._hang_up()

    async def _hang_up(self) -> None:
        """Tell the application that its client is gone; it cancels this and closes what it opened.

        An error in its place would leave Django's answer, and the connection to the database, open.
        """
        self._over.set()
        await asyncio.Event().wait()


def _has_length(start: Any) -> bool:
    return any(name.lower() == b"content-length" for name, _ in start.get("headers", ()))


async def refuse(send: Any, status: int, words: dict[str, str]) -> None:
    """Answer in the words of the product's own errors."""
    body = json.dumps(words, separators=(",", ":")).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"retry-after", str(RETRY_S).encode()),
        # What may still come of the body is not read.
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
