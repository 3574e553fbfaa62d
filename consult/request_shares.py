"""Places for so many at once, with a short queue before them, and each person's share of them."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Final

WAIT_S: Final = 5.0
"""How long a request waits for a place."""


class Full(Exception):
    """No place became free in time."""


class Places:
    """So many at once, and a short queue. The event loop alone touches it: no lock is needed."""

    def __init__(self, most: int, waiting_most: int) -> None:
        self._free = asyncio.Semaphore(most)
        self._waiting_most = waiting_most
        self.waiting = 0

    async def take(self) -> None:
        """Take a place. Raises Full."""
        if self._free.locked() and self.waiting >= self._waiting_most:
            raise Full
        self.waiting += 1
        try:
            async with asyncio.timeout(WAIT_S):
                await self._free.acquire()
        except TimeoutError as error:
            raise Full from error
        finally:
            self.waiting -= 1

    def leave(self) -> None:
        """Give a place back."""
        self._free.release()


class SharedPlaces:
    """Places of which one person holds a share at most, with a queue of their own before it.

    Who waits for a place of their own share waits in nobody else's way.
    """

    def __init__(self, most: int, share: int, waiting_per_place: int) -> None:
        self.all = Places(most, most * waiting_per_place)
        self.share = share
        self._waiting_most = share * waiting_per_place
        self._own: dict[str, Places] = {}
        self._asking: Counter[str] = Counter()

    async def take(self, person: str) -> None:
        """Take a place for a person. Raises Full."""
        self._asking[person] += 1
        try:
            own = self._own.setdefault(person, Places(self.share, self._waiting_most))
            await own.take()
            try:
                await self.all.take()
            except BaseException:
                own.leave()
                raise
        except BaseException:
            self._forget(person)
            raise

    def leave(self, person: str) -> None:
        """Give it back."""
        self.all.leave()
        self._own[person].leave()
        self._forget(person)

    def __len__(self) -> int:
        """Return how many people hold places or wait for them."""
        return len(self._own)

    def _forget(self, person: str) -> None:
        self._asking[person] -= 1
        if not self._asking[person]:
            del self._asking[person]
            del self._own[person]
