"""Work that a socket owes when it goes, and that must not end with it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

_running: set[asyncio.Task[None]] = set()
"""asyncio keeps only a weak reference to a task."""


async def to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` to its end, also when whoever waits for it is cancelled.

    A server that stops cancels its consumers. A stream whose closing still waits for a thread
    would stay open until the sweep finds it silent, and its refusals would go uncounted.
    """
    task = asyncio.create_task(work)
    _running.add(task)
    task.add_done_callback(_running.discard)
    await asyncio.shield(task)
