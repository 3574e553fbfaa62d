"""Where workers send what a web process is to hear: one channel, one listener.

One, because a process that waits on several channels of a layer takes turns at its queue: with a
second listener answers were seen to lie there until the next message came, 300 ms later.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import structlog
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

Handler = Callable[[dict[str, Any]], None]


class Postbox:
    """The post of one web process. Its own event loop alone touches it: no lock is needed."""

    def __init__(self) -> None:
        self.layer = get_channel_layer("frames")
        self.listener: asyncio.Task[None] | None = None
        self._address = ""
        self._handlers: dict[str, Handler] = {}

    def hand_to(self, kind: str, handler: Handler) -> None:
        """Name who takes the messages of a type; it must return at once."""
        self._handlers[kind] = handler

    async def address(self) -> str:
        """Return the channel that workers write to; the first who asks starts the listener."""
        if self.listener is None or self.listener.done():
            self._address = await self.layer.new_channel("post")
            self.listener = asyncio.create_task(self._listen())
        return self._address

    async def _listen(self) -> None:
        while True:
            try:
                message = await self.layer.receive(self._address)
            except (RedisError, OSError) as error:
                log.warning("post_not_received", error=type(error).__name__)
                await asyncio.sleep(0.5)
                continue
            self._handlers[message["type"]](message)


_postboxes: WeakKeyDictionary[asyncio.AbstractEventLoop, Postbox] = WeakKeyDictionary()


def postbox() -> Postbox:
    """Return the postbox of the running event loop: one per web process (tests have many loops)."""
    loop = asyncio.get_running_loop()
    if loop not in _postboxes:
        _postboxes[loop] = Postbox()
    return _postboxes[loop]
