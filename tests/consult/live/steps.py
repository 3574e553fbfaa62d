"""Steps through an event loop, and the end of what runs in it."""

from __future__ import annotations

import asyncio
from typing import Any

PATIENCE_S = 30.0
"""How long a test waits for what must come; a busy machine takes seconds over it."""


async def turns(count: int) -> None:
    """Let everything else in the event loop take so many turns: a step, not a time."""
    for _ in range(count):
        await asyncio.sleep(0)


async def ended(*tasks: asyncio.Task[Any]) -> None:
    """Cancel tasks until they have ended.

    More than once, and not for ever: a library between may drop a cancellation (redis-py's
    `asyncio.wait_for` did in Python 3.11), and a test that hangs says less than one that fails.
    """
    pending = set(tasks)
    for _ in range(10):
        for task in pending:
            task.cancel()
        if pending:
            _, pending = await asyncio.wait(pending, timeout=1)
    assert not pending
