"""Ends a process that hangs: supervision starts one anew that has ended, and no other.

A thread beside the work asks each second for a turn in what must go on (an event loop, a thread
that works things off). It counts its own seconds, not the clock's: a process that was stopped and
goes on, or a machine that slept, has not hung. Code that holds Python's lock for ever holds this
thread, too; the container's health check still sees that.
"""

from __future__ import annotations

import asyncio
import faulthandler
import os
import threading
import time
from collections.abc import Callable
from typing import Any, Final

import structlog

log = structlog.get_logger(__name__)

EVERY_S: Final = 1.0
EXIT: Final = 70
"""The process's status: sysexits' "internal software error"."""

Ask = Callable[[Callable[[], None]], object]
"""Asks for a turn, in which the given function is called. Raises RuntimeError where it is over."""


class Watched:
    """One thing that must go on."""

    def __init__(self, name: str, ask: Ask) -> None:
        self.name = name
        self.missed = 0
        self._ask = ask
        self._answered = threading.Event()
        self._answered.set()

    def turn(self) -> int:
        """Ask anew if the last turn was taken; return how often in a row it was not."""
        if self._answered.is_set():
            self._answered.clear()
            self.missed = 0
            self._ask(self._answered.set)
        else:
            self.missed += 1
        return self.missed


class Watchdog:
    """Watches until the process ends; after `after_s` without a turn calls `end`, with 0 never."""

    def __init__(
        self,
        after_s: float,
        every_s: float = EVERY_S,
        end: Callable[[str], object] | None = None,
    ) -> None:
        self._most = after_s / every_s
        self._every_s = every_s
        self._end = end or end_process
        self._watched: list[Watched] = []
        self._thread: threading.Thread | None = None

    def watch(self, name: str, ask: Ask) -> None:
        """Watch one thing more."""
        if not self._most:
            return
        self._watched.append(Watched(name, ask))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
            self._thread.start()

    def watch_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Watch an event loop."""
        self.watch("event loop", loop.call_soon_threadsafe)

    def turn(self) -> None:
        """Ask everything that is watched once."""
        for one in list(self._watched):
            try:
                missed = one.turn()
            except RuntimeError:  # closed: it ends as it should
                self._watched.remove(one)
                continue
            if missed >= self._most:
                self._end(one.name)

    def _run(self) -> None:
        while True:
            time.sleep(self._every_s)
            self.turn()


class WatchedApplication:
    """ASGI: watches the loop that it is first called in."""

    def __init__(self, app: Any, after_s: float) -> None:
        self.app = app
        self._watchdog: Watchdog | None = Watchdog(after_s)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on."""
        if self._watchdog is not None:
            self._watchdog.watch_loop(asyncio.get_running_loop())
            self._watchdog = None
        await self.app(scope, receive, send)


def end_process(name: str) -> None:
    """Write down where each thread is, and end at once: what hangs would hear of nothing else."""
    log.critical("process_hangs", what=name)
    faulthandler.dump_traceback(all_threads=True)
    os._exit(EXIT)
