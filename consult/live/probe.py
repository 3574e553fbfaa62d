"""Whether a worker answers: a probe that takes the way of the frames, there and back.

A heartbeat in Redis says that a worker runs, not that frames reach it: one whose LIVE_REDIS_URL
leads elsewhere has a heartbeat and answers nobody.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final
from weakref import WeakKeyDictionary

from channels.exceptions import ChannelFull
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

from consult.live.hub import FRAMES_CHANNEL
from consult.live.process_channel import process_channel

KIND: Final = "alive"

_waiting: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Event] = WeakKeyDictionary()


async def answered(within_s: float) -> bool:
    """Tell whether any worker answers in time, after a turn of its analysis thread."""
    heard = _waiting.setdefault(asyncio.get_running_loop(), asyncio.Event())
    heard.clear()
    process_channel().hand_to(KIND, _hear)
    try:
        async with asyncio.timeout(within_s):
            reply = await process_channel().address()
            question = {"type": "frames.probe", "reply": reply}
            await get_channel_layer("frames").send(FRAMES_CHANNEL, question)
            await heard.wait()
    except (TimeoutError, ChannelFull, RedisError, OSError):
        return False
    return True


def _hear(message: dict[str, Any]) -> None:
    _waiting[asyncio.get_running_loop()].set()
