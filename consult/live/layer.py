"""The channel layer: channels_redis whose waiting ends when cancelled or when Redis is gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from channels_redis.core import RedisChannelLayer
from redis.exceptions import TimeoutError as RedisTimeoutError

SILENCE_S: Final = 15.0
"""A server that says nothing for so long is gone: channels_redis asks for a message for 5 s at
most, so a living one answers well within it."""


@asynccontextmanager
async def _limit() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(SILENCE_S):
            yield
    except TimeoutError as error:
        raise RedisTimeoutError(f"Redis said nothing for {SILENCE_S:g} s") from error


class _Limited:
    """Limits every send and every answer of a redis-py connection.

    redis-py's own `socket_timeout` (5 s by default, and off in the settings) sends inside
    `asyncio.wait_for`, which in Python 3.11 drops a cancellation that arrives when the bytes are
    out. `receive` then goes on asking Redis for messages for ever: a consumer that was told to
    end never does. `asyncio.timeout` has no such gap.
    """

    async def send_packed_command(self, *args: Any, **kwargs: Any) -> None:
        """Send, within the limit."""
        async with _limit():
            await super().send_packed_command(*args, **kwargs)  # type: ignore[misc]

    async def read_response(self, *args: Any, **kwargs: Any) -> Any:
        """Read one answer, within the limit. Raises redis.exceptions.TimeoutError."""
        async with _limit():
            return await super().read_response(*args, **kwargs)  # type: ignore[misc]


class Layer(RedisChannelLayer):  # type: ignore[misc]
    """channels_redis with limited connections, whatever their kind (TCP, TLS, Unix, Sentinel)."""

    def create_pool(self, index: int) -> Any:
        """Return a pool of limited connections to one host."""
        pool = super().create_pool(index)
        kind = pool.connection_class
        pool.connection_class = type(f"Limited{kind.__name__}", (_Limited, kind), {})
        return pool
