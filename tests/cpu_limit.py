"""Processes held to a share of a processor core each, by stopping and continuing them.

What a container's `cpus: 0.25` does, without a cgroup of one's own: a process that has had its
share of a tenth of a second waits for the next one. A machine with few cores so stands for one
with a core for each process, only slower; it does not give a share that other work takes.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

PERIOD_S: Final = 0.1
TICK_S: Final = 0.004


@dataclass(slots=True)
class _One:
    """A process: what it may still take of this period, and what it had taken when last seen."""

    pid: int
    allowed_s: float
    taken_s: float
    stopped: bool = False


class Held:
    """Holds processes for as long as a `with` statement lasts, each to `share` of one core."""

    def __init__(self, share: float, pids: list[int]) -> None:
        self._allowance_s = share * PERIOD_S
        self._held = [_One(pid, self._allowance_s, taken_s(pid)) for pid in pids]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._hold, daemon=True)

    def __enter__(self) -> Held:
        self._thread.start()
        return self

    def __exit__(self, *details: object) -> None:
        self._over.set()
        self._thread.join()
        for one in self._held:
            _tell(one, stop=False)

    def _hold(self) -> None:
        next_period = time.monotonic() + PERIOD_S
        while not self._over.wait(TICK_S):
            begins = time.monotonic() >= next_period
            next_period += PERIOD_S if begins else 0.0
            for one in self._held:
                self._look_at(one, begins)

    def _look_at(self, one: _One, begins: bool) -> None:
        taken = taken_s(one.pid)
        one.allowed_s -= taken - one.taken_s
        one.taken_s = taken
        if begins:
            # What it took too much is owed, what it left is not saved up.
            one.allowed_s = min(one.allowed_s + self._allowance_s, self._allowance_s)
        _tell(one, stop=one.allowed_s <= 0)


def taken_s(pid: int) -> float:
    """Return the processor time of a process and all its threads in seconds; 0 for none."""
    try:
        # The clock of a process, as `clock_getcpuclockid` of glibc names it.
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


def _tell(one: _One, *, stop: bool) -> None:
    if stop != one.stopped:
        one.stopped = stop
        with suppress(ProcessLookupError):
            os.kill(one.pid, signal.SIGSTOP if stop else signal.SIGCONT)
