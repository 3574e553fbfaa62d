"""Ends a process that hangs from outside it: one that is stopped or deadlocked runs no thread.

A small process beside it, started by it, hears a byte at each turn of what must go on. It counts
its own seconds, as `consult.watchdog` does: a machine that slept has not hung. What it ends is the
process's whole group where that process leads one, as under supervision, so that no child goes on.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
from typing import Final

EVERY_S: Final = 1.0
TURN: Final = b"+"
PAUSE: Final = b"-"


class ProcessWatchdog:
    """Watches the process that makes it, from its first turn on; with `after_s` 0 never."""

    def __init__(self, after_s: float, name: str) -> None:
        self._after_s = after_s
        self._name = name
        self._pipe: int | None = None

    def turn(self) -> None:
        """Say that it goes on."""
        if self._after_s and self._pipe is None:
            self._start()
        self._write(TURN)

    def pause(self) -> None:
        """Say that no turn is to be waited for until the next one comes."""
        self._write(PAUSE)

    def _start(self) -> None:
        reading, self._pipe = os.pipe()
        # Who watches may be dead or slow itself: it must not hold up what it watches.
        os.set_blocking(self._pipe, False)
        # By its path and without the package, whose start costs more than all the rest.
        command = [sys.executable, "-I", __file__, str(os.getpid()), str(self._after_s), self._name]
        try:
            subprocess.Popen(command, stdin=reading, stdout=subprocess.DEVNULL)  # noqa: S603  (our own)
        finally:
            os.close(reading)

    def _write(self, what: bytes) -> None:
        if self._pipe is not None:
            with contextlib.suppress(BlockingIOError, BrokenPipeError):
                os.write(self._pipe, what)


def main(watched: int, after_s: float, name: str) -> int:
    """Watch until the process that began this one has ended, by itself or by this one."""
    # Ctrl-C goes to whole groups; what is watched may take its time to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    missed, paused = 0, False
    while os.getppid() == watched:
        ready, _, _ = select.select([sys.stdin], [], [], EVERY_S)
        if ready:
            said = os.read(sys.stdin.fileno(), 4096)
            if not said:
                return 0
            missed, paused = 0, said.endswith(PAUSE)
        elif not paused:
            missed += 1
        if missed * EVERY_S >= after_s:
            _end(watched, name, missed)
            return 0
    return 0


def _end(watched: int, name: str, missed: int) -> None:
    sys.stderr.write(
        f"process_hangs: {name} took no turn for {missed * EVERY_S:g} s and is ended\n"
    )
    sys.stderr.flush()
    if os.getpgid(watched) == watched:
        os.killpg(watched, signal.SIGKILL)
    else:
        os.kill(watched, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]))
