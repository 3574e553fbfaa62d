"""Bodies of requests as they come in: how long they may take, and how much of them is held."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from consult.request_shares import Full

BODY_S: Final = 30.0
"""Within which a body must have come; it is a megabyte at most (`consult.body_limit`)."""
BODIES_BYTES: Final = 32_000_000
"""Of all bodies that are coming or waiting: more would be somebody's who fills the memory."""
OWN_BYTES: Final = BODIES_BYTES // 4
"""Of them one person's at most, a quarter, as of the places: whoever holds bodies back keeps out
nobody but themselves."""
SMALL_BYTES: Final = 64_000
"""What nearly every form, message or withdrawal fits into: however many large bodies somebody holds
back, these still come in, as many again."""


class TooSlow(Exception):
    """A body did not come in time."""


class Bodies:
    """Reads bodies and counts what is held of them. The event loop alone touches it."""

    def __init__(self) -> None:
        self.held = 0
        """Bytes, of everybody."""
        self.held_by: Counter[str] = Counter()

    @asynccontextmanager
    async def whole(self, person: str, receive: Any) -> AsyncIterator[bytes | None]:
        """Give all of a body, None where its sender went away. Raises Full or TooSlow."""
        parts: list[bytes] = []
        try:
            complete = await self._read(person, receive, parts)
            yield b"".join(parts) if complete else None
        finally:
            self._count(person, -sum(map(len, parts)))

    async def _read(self, person: str, receive: Any, parts: list[bytes]) -> bool:
        try:
            async with asyncio.timeout(BODY_S):
                return await self._all(person, receive, parts)
        except TimeoutError as error:
            raise TooSlow from error

    async def _all(self, person: str, receive: Any, parts: list[bytes]) -> bool:
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return False
            parts.append(message.get("body", b""))
            self._count(person, len(parts[-1]))
            self._require_room(person, sum(map(len, parts)))
            if not message.get("more_body", False):
                return True

    def _count(self, person: str, bytes_more: int) -> None:
        self.held += bytes_more
        self.held_by[person] += bytes_more
        if not self.held_by[person]:
            del self.held_by[person]

    def _require_room(self, person: str, own: int) -> None:
        """Raise Full for a body of which so much has come; what brings none fills nothing."""
        times = 1 if own > SMALL_BYTES else 2
        over = self.held > times * BODIES_BYTES or self.held_by[person] > times * OWN_BYTES
        if own and over:
            raise Full
