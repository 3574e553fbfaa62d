"""Permission checks of many sockets of one web process, batched into one database query.

Each dashboard asks before a message, at most once a second, whether its user may still watch, and
each camera every 20 s whether it may go on. A hundred of them, one by one, took a fifth of a core
and waited seconds for one another, as the database has one thread. Whoever asks while a question
is under way goes into the next one; a single socket waits for nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from channels.db import database_sync_to_async

from consult.consultations.models import Consultation, Participant
from consult.live import admission

Asked = TypeVar("Asked")
Found = TypeVar("Found")


class BatchedQuery(Generic[Asked, Found]):
    """Collects what is asked while a query runs, for the next one.

    Only its own event loop touches it: no lock is needed.
    """

    def __init__(self, ask: Callable[[Sequence[Asked]], Sequence[Found | Exception]]) -> None:
        self._database = ask
        self._waiting: list[tuple[Asked, asyncio.Future[Found]]] = []
        self._asking: asyncio.Task[None] | None = None

    async def ask(self, asked: Asked) -> Found:
        """Return what the database finds for one; raise what it found against it."""
        answer: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, answer))
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        return await answer

    async def _ask(self) -> None:
        while self._waiting:
            turn, self._waiting = self._waiting, []
            found: Sequence[Found | Exception]
            try:
                found = await database_sync_to_async(self._database)([one for one, _ in turn])
            except Exception as error:  # the database may be away: each of them hears it
                found = [error] * len(turn)
            for (_, answer), one in zip(turn, found, strict=True):
                _settle(answer, one)


def _settle(answer: asyncio.Future[Found], found: Found | Exception) -> None:
    if answer.done():  # its socket went meanwhile
        return
    if isinstance(found, Exception):
        answer.set_exception(found)
    else:
        answer.set_result(found)


_dashboards: WeakKeyDictionary[
    asyncio.AbstractEventLoop, BatchedQuery[admission.Claim, Consultation]
] = WeakKeyDictionary()
_cameras: WeakKeyDictionary[
    asyncio.AbstractEventLoop, BatchedQuery[admission.Alive, Participant]
] = WeakKeyDictionary()


def dashboard_checks() -> BatchedQuery[admission.Claim, Consultation]:
    """Return the batched check of this event loop's dashboards: may they still watch?"""
    return _dashboards.setdefault(
        asyncio.get_running_loop(), BatchedQuery(admission.admit_dashboards)
    )


def camera_checks() -> BatchedQuery[admission.Alive, Participant]:
    """Return the batched check of this event loop's cameras: may they go on?"""
    return _cameras.setdefault(asyncio.get_running_loop(), BatchedQuery(admission.show_alive))
