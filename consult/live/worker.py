"""The process around the worker's channel: it shows that it lives, and stops without haste.

Channels' own worker ends in the middle of a batch when it is told to stop, and with the first error
of its layer: a Redis that restarts took the seconds of every worker's start with it.
"""

from __future__ import annotations

import asyncio
import signal
from typing import Final

import structlog
from channels.worker import Worker
from django.conf import settings
from redis.exceptions import RedisError

from consult import heartbeat
from consult.live.frames import all_finished, analysis_thread
from consult.watchdog import Watchdog

log = structlog.get_logger(__name__)

FINISH_S: Final = 10.0
"""A micro-batch takes a tenth of a second; what takes longer waits for a store that is away."""
AGAIN_S: Final = 0.5
"""How soon Redis is asked again after it failed."""
HANDED_OVER_S: Final = 0.05
"""A message that was just taken from the channel is in its slot by then."""


class DrainingWorker(Worker):  # type: ignore[misc]
    """Takes no more frames when told to stop, answers those it has, and ends with status 0."""

    async def handle(self) -> None:
        """Listen until SIGTERM, then finish. Raises what a listener raised."""
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, stopping.set)
        watchdog = Watchdog(settings.HUNG_AFTER_S)
        watchdog.watch_loop(loop)
        watchdog.watch("analysis", analysis_thread().ask)
        signs = asyncio.create_task(_show_signs())
        listening = asyncio.create_task(super().handle())
        stopped = asyncio.create_task(stopping.wait())
        await asyncio.wait({listening, stopped}, return_when=asyncio.FIRST_COMPLETED)
        for task in (signs, stopped):
            task.cancel()
        if not stopping.is_set():
            listening.result()
            return
        await self._finish(listening)

    async def listener(self, channel: str) -> None:
        """Listen on a channel; the list of those who do is for the end."""
        self._listeners = [*getattr(self, "_listeners", []), asyncio.current_task()]
        while True:
            try:
                await super().listener(channel)
            except (RedisError, OSError) as error:
                log.warning("frames_not_received", error=type(error).__name__)
                await asyncio.sleep(AGAIN_S)
            except Exception:  # such as one without a type: it is off the channel
                log.exception("message_not_read")
                await asyncio.sleep(AGAIN_S)

    async def _finish(self, listening: asyncio.Task[None]) -> None:
        """Stop listening and wait for the answers; a frame lost here is told `lost` in 4 s."""
        for task in (*self._listeners, listening):
            task.cancel()
        try:
            async with asyncio.timeout(FINISH_S):
                await asyncio.sleep(HANDED_OVER_S)
                await all_finished()
        except TimeoutError:
            log.warning("frames_left_behind")
        log.info("worker_stopped")


async def _show_signs() -> None:
    """Show that the event loop runs and that the analysis thread takes its turns."""
    loop = asyncio.get_running_loop()
    while True:
        await analysis_thread().turn()
        await loop.run_in_executor(None, heartbeat.note, heartbeat.ANALYZER)
        await asyncio.sleep(heartbeat.EVERY_S)
