"""The one channel on which workers send messages to a web process, with one listener.

One, because a process that waits on several channels of a layer takes turns at its queue: with a
second listener answers were seen to lie there until the next message came, 300 ms later.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final
from weakref import WeakKeyDictionary

import structlog
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

AGAIN_S: Final = 0.5
"""How soon Redis is asked again after it failed."""

Handler = Callable[[dict[str, Any]], None]


class ProcessChannel:
    """The channel of one web process. Its own event loop alone touches it: no lock is needed."""

    def __init__(self) -> None:
        self.layer = get_channel_layer("frames")
        self.listener: asyncio.Task[None] | None = None
        self._address = ""
        self._handlers: dict[str, Handler] = {}
        self._unknown: set[str] = set()

    def hand_to(self, kind: str, handler: Handler) -> None:
        """Name who takes the messages of a type; it must return at once."""
        self._handlers[kind] = handler

    async def address(self) -> str:
        """Return the channel that workers write to; the first who asks starts the listener.

        It stays the same for as long as the process lives: cameras have given it to workers, and it
        is a member of the groups of what is watched here.
        """
        if not self._address:
            found = await self.layer.new_channel("post")
            self._address = self._address or found
        if self.listener is None or self.listener.done():
            self.listener = asyncio.create_task(self._listen())
        return self._address

    async def _listen(self) -> None:
        """Hand over until cancelled: nothing that comes may make the whole process deaf."""
        while True:
            try:
                message = await self.layer.receive(self._address)
            except (RedisError, OSError) as error:
                log.warning("post_not_received", error=type(error).__name__)
                await asyncio.sleep(AGAIN_S)
            except Exception:  # such as one that is no message at all: it is off the channel
                log.exception("post_not_read")
                await asyncio.sleep(AGAIN_S)
            else:
                self._hand_over(message)

    def _hand_over(self, message: dict[str, Any]) -> None:
        kind = str(message.get("type"))
        if kind not in self._handlers:
            # A worker of another version may send it; once, or it fills the log.
            if kind not in self._unknown:
                self._unknown.add(kind)
                log.warning("post_unknown", kind=kind)
            return
        try:
            self._handlers[kind](message)
        except Exception:  # the next message is for somebody else
            log.exception("post_not_taken", kind=kind)


_process_channels: WeakKeyDictionary[asyncio.AbstractEventLoop, ProcessChannel] = (
    WeakKeyDictionary()
)


def process_channel() -> ProcessChannel:
    """Return the channel of the running event loop: one per web process (tests have many loops)."""
    loop = asyncio.get_running_loop()
    if loop not in _process_channels:
        _process_channels[loop] = ProcessChannel()
    return _process_channels[loop]
