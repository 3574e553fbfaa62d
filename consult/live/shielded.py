"""Work that a closing socket must still finish, even when its own task is cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

_running: set[asyncio.Task[None]] = set()
"""asyncio keeps only a weak reference to a task."""


async def run_to_completion(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` to completion, even when its caller is cancelled.

    A server that stops cancels its consumers. A stream whose closing still waits for a thread
    would stay open until the sweep finds it silent, and its refusals would go uncounted.
    """
    task = asyncio.create_task(work)
    _running.add(task)
    task.add_done_callback(_running.discard)
    await asyncio.shield(task)
