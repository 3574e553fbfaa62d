"""A process that no thread of its own could end is ended from outside, with its whole group."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psutil

PROGRAM: Final = """
import subprocess, sys, time
from consult.process_watchdog import ProcessWatchdog

child = subprocess.Popen(["sleep", "600"])
watchdog = ProcessWatchdog({after_s}, "the work")
watchdog.turn()
print(child.pid, flush=True)
{work}
"""


@contextmanager
def started(after_s: float, work: str) -> Iterator[tuple[subprocess.Popen[str], psutil.Process]]:
    """Give a program in a group of its own, as supervision starts one, and its child."""
    program = [sys.executable, "-c", PROGRAM.format(after_s=after_s, work=work)]
    process = subprocess.Popen(
        program, process_group=0, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    child = psutil.Process(int(process.stdout.readline()))
    try:
        yield process, child
    finally:
        process.kill()
        with contextlib.suppress(psutil.NoSuchProcess):
            child.kill()
        process.communicate(timeout=30)


def test_who_is_stopped_is_ended_with_its_children() -> None:
    # It takes its turns until it is stopped, however late that is.
    with started(2, "while True: time.sleep(0.1); watchdog.turn()") as (process, child):
        process.send_signal(signal.SIGSTOP)
        assert process.wait(30) == -signal.SIGKILL
        _, alive = psutil.wait_procs([child], timeout=30)
        assert not alive
        assert process.stderr is not None
        assert "process_hangs: the work took no turn for 2 s" in process.stderr.read()


def test_a_pause_has_no_end() -> None:
    with started(3, "watchdog.pause(); time.sleep(6); print('on', flush=True)") as (process, _):
        assert process.stdout is not None
        assert process.stdout.readline() == "on\n"


def test_who_watches_ends_with_what_it_watched() -> None:
    with started(600, "time.sleep(600)") as (process, child):
        [watching] = [one for one in psutil.Process(process.pid).children() if one.pid != child.pid]
        os.kill(process.pid, signal.SIGKILL)
        psutil.wait_procs([watching], timeout=30)
        assert not watching.is_running()


def test_it_can_be_switched_off() -> None:
    with started(0, "print('on', flush=True); time.sleep(600)") as (process, child):
        assert process.stdout is not None
        assert process.stdout.readline() == "on\n"
        assert psutil.Process(process.pid).children() == [child]
