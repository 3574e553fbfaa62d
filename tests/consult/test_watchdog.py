"""A process that hangs ends, so that supervision starts another; one that was stopped goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from consult.watchdog import EXIT, Watchdog

PROGRAM = """
import asyncio, sys, time
from consult.watchdog import Watchdog

async def main():
    Watchdog({after_s}, every_s=0.05).watch_loop(asyncio.get_running_loop())
    print("began", flush=True)
    {work}

asyncio.run(main())
"""


class Thing:
    """Something that takes its turns, or does not."""

    def __init__(self) -> None:
        self.takes_turns = True
        self.asked = 0

    def ask(self, answer: Callable[[], None]) -> None:
        self.asked += 1
        if self.takes_turns:
            answer()


@pytest.fixture
def ended() -> list[str]:
    return []


@pytest.fixture
def watchdog(ended: list[str]) -> Watchdog:
    """One that the test itself gives its turns: its thread waits for an hour."""
    return Watchdog(3 * 3600, every_s=3600, end=ended.append)


def test_what_takes_its_turns_is_left_alone(watchdog: Watchdog, ended: list[str]) -> None:
    thing = Thing()
    watchdog.watch("thing", thing.ask)
    for _ in range(10):
        watchdog.turn()
    assert (thing.asked, ended) == (10, [])


def test_what_takes_none_ends_the_process(watchdog: Watchdog, ended: list[str]) -> None:
    good, hanging = Thing(), Thing()
    watchdog.watch("good", good.ask)
    watchdog.watch("hanging", hanging.ask)
    hanging.takes_turns = False
    for _ in range(3):
        watchdog.turn()
    assert ended == []
    watchdog.turn()
    assert (ended, hanging.asked) == (["hanging"], 1)


def test_a_loop_that_closed_is_no_hanging_one(watchdog: Watchdog, ended: list[str]) -> None:
    def closed(answer: Callable[[], None]) -> None:
        raise RuntimeError

    watchdog.watch("closed", closed)
    for _ in range(10):
        watchdog.turn()
    assert ended == []


def test_it_can_be_switched_off(ended: list[str]) -> None:
    off = Watchdog(0, end=ended.append)
    hanging = Thing()
    off.watch("hanging", hanging.ask)
    off.turn()
    assert (hanging.asked, off._thread, ended) == (0, None, [])


def started(after_s: float, work: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(after_s=after_s, work=work)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "began\n"
    return process


def test_a_hanging_loop_ends_its_process_and_says_where_it_was() -> None:
    with started(0.5, "time.sleep(60)") as process:
        said = process.communicate(timeout=30)[1]
    assert process.returncode == EXIT
    assert "in main" in said


def test_a_process_that_was_stopped_goes_on() -> None:
    with started(2, "await asyncio.sleep(4)") as process:
        process.send_signal(signal.SIGSTOP)
        # By the clock longer than it may hang.
        time.sleep(3)
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=30)
    assert process.returncode == 0
