"""The channel layer: channels_redis whose waiting ends when cancelled or when Redis is gone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from channels.exceptions import ChannelFull
from channels_redis.core import BoundedQueue, RedisChannelLayer
from redis.exceptions import TimeoutError as RedisTimeoutError

SILENCE_S: Final = 15.0
"""A server that says nothing for so long is gone: channels_redis asks for a message for 5 s at
most, so a living one answers well within it."""

PUT: Final = """
local time = redis.call('TIME')
local now = time[1] .. '.' .. string.format('%06d', time[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], 0, time[1] - ARGV[1])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], now, ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[1])
return 1
"""
"""What channels_redis does in four round trips: forget the expired, refuse when full, add.

By Redis's own clock: a sender whose clock is ahead must not take others' messages for expired, nor
one that is behind put its own before them.
"""


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


class _Waiting(dict[str, BoundedQueue]):
    """What has come for this process's channels and is not read yet; nothing for others.

    channels_redis keeps a queue, and what comes for it, for every channel whose receiver was
    cancelled as it held the lock, or that is named in a message after its end: 5 KB for each socket
    there ever was.
    """

    def __init__(self, capacity: int) -> None:
        super().__init__()
        self.open: set[str] = set()
        self._capacity = capacity

    def __missing__(self, channel: str) -> BoundedQueue:
        queue = BoundedQueue(self._capacity)
        if channel in self.open:
            self[channel] = queue
        return queue

    def __delitem__(self, channel: str) -> None:
        self.pop(channel, None)


class Layer(RedisChannelLayer):  # type: ignore[misc]
    """channels_redis with limited connections, whatever their kind (TCP, TLS, Unix, Sentinel).

    A channel of `new_channel` lasts until `end_channel`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.receive_buffer = _Waiting(self.capacity)

    async def new_channel(self, prefix: str = "specific") -> str:
        """Return the name of a channel that this process reads."""
        name = str(await super().new_channel(prefix))
        self.receive_buffer.open.add(name)
        return name

    def end_channel(self, name: str) -> None:
        """Forget a channel that nobody reads any more, and what came or still comes for it."""
        self.receive_buffer.open.discard(name)
        self.receive_buffer.pop(name, None)

    def create_pool(self, index: int) -> Any:
        """Return a pool of limited connections to one host."""
        pool = super().create_pool(index)
        kind = pool.connection_class
        pool.connection_class = type(f"Limited{kind.__name__}", (_Limited, kind), {})
        return pool

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        """Send in one round trip. Raises channels.exceptions.ChannelFull."""
        key, index = channel, next(self._send_index_generator)
        if "!" in channel:
            message = {**message, "__asgi_channel__": channel}
            key, index = self.non_local_name(channel), self.consistent_hash(channel)
        asked = (int(self.expiry), self.get_capacity(channel), self.serialize(message))
        if not await self.connection(index).eval(PUT, 1, self.prefix + key, *asked):
            raise ChannelFull

    async def time_ms(self) -> float:
        """Return the time by the first host's clock, in Unix milliseconds."""
        seconds, microseconds = await self.connection(0).time()
        return 1000.0 * int(seconds) + int(microseconds) / 1000

    async def members(self, groups: Sequence[str]) -> list[list[str]]:
        """Return the channels of each group, in one round trip per host.

        For whoever has something else to say to each: `group_send` says one thing to one group,
        in three round trips.
        """
        since = time.time() - self.group_expiry
        found: list[list[str]] = [[] for _ in groups]
        for index in range(self.ring_size):
            own = [n for n, group in enumerate(groups) if self.consistent_hash(group) == index]
            pipe = self.connection(index).pipeline(transaction=False)
            for number in own:
                pipe.zrangebyscore(self._group_key(groups[number]), since, "+inf")
            for number, channels in zip(own, await pipe.execute() if own else [], strict=True):
                found[number] = [channel.decode() for channel in channels]
        return found


class FrameLayer(Layer):
    """The layer of the frames: a message is handed out once, and never a second time.

    channels_redis copies each message that it hands out into a backup and takes it back out, for
    the case that the receiver is cancelled in between: every picture crosses the wire four times
    instead of two. Here each receiver lives as long as its process, and a frame that is lost with
    one is answered as `lost`.
    """

    async def _brpop_with_clean(self, index: int, channel: str, timeout: float) -> Any:
        taken = await self.connection(index).bzpopmin(channel, timeout=timeout)
        return None if taken is None else taken[1]

    async def _clean_receive_backup(self, index: int, channel: str) -> None:
        """Do nothing: there is no backup."""
