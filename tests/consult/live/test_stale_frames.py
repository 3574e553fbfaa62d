"""A frame that has waited too long is let go, and has one outcome whatever the clock does."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

import pytest

from consult.live import shared_clock
from consult.live.batch_analysis import AnswerTuple, FrameMessage
from consult.live.frames import STALE_MS, FrameConsumer
from consult.live.shared_clock import SharedClock
from tests.consult.live.steps import PATIENCE_S, ended

NOON = 1_800_000_000_000


class Ticking(SharedClock):
    """Is a millisecond later each time it is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self._ticks = itertools.count(NOON)

    async def set_right(self) -> None:
        """It is right."""

    def now_ms(self) -> int:
        return next(self._ticks)


class Told:
    """A Redis that says that it is noon; so many seconds of the test's clock pass meanwhile."""

    def __init__(self, takes_s: float = 0.0) -> None:
        self.takes_s = takes_s
        self.asked = 0

    async def time_ms(self) -> float:
        self.asked += 1
        return float(NOON)

    def monotonic(self) -> float:
        return self.takes_s * self.asked


class Away(Told):
    """A Redis that is gone, or says nothing in time."""

    async def time_ms(self) -> float:
        self.asked += 1
        raise OSError("gone")


def clocks(monkeypatch: pytest.MonkeyPatch, redis: Told, here_ms: int = NOON) -> None:
    """Stand in for Redis's clock and for both of this host's, which stand still but for it."""
    monkeypatch.setattr(shared_clock, "get_channel_layer", lambda alias: redis)
    monkeypatch.setattr(shared_clock, "now_ms", lambda: here_ms)
    monkeypatch.setattr(shared_clock, "time", redis)


class Noting(FrameConsumer):
    """Notes what it lets go and what it analyses."""

    def __init__(self, clock: SharedClock) -> None:
        super().__init__()
        self.clock = clock
        self.let_go: list[str] = []
        self.analysed: list[str] = []

    async def _answer(self, frames: list[FrameMessage], answers: list[AnswerTuple]) -> None:
        self.let_go += [answer[0] for answer in answers]

    async def _process(self, frames: list[FrameMessage]) -> None:
        self.analysed += [frame["stream"] for frame in frames]


def message(now: int, **waited: int) -> dict[str, Any]:
    """Return a hub's message of one frame for each stream, with the ms that it has waited."""
    waiting = [
        {"stream": stream, "seq": 1, "waits_since": now - ms} for stream, ms in waited.items()
    ]
    return {"frames": waiting, "reply": "post"}


async def worked_off(consumer: Noting, frames: dict[str, Any]) -> None:
    await consumer.frames_batch(frames)
    async with asyncio.timeout(PATIENCE_S):
        await consumer.finished()
    assert consumer._working is not None
    await ended(consumer._working)


async def test_a_frame_that_grows_stale_while_it_is_looked_at_is_counted_once() -> None:
    consumer = Noting(Ticking())
    nearly = {f"nearly {number}": STALE_MS - 15 for number in range(10)}
    await worked_off(consumer, message(NOON, fresh=0, old=STALE_MS + 1, **nearly))
    assert sorted([*consumer.let_go, *consumer.analysed]) == sorted(["fresh", "old", *nearly])
    assert "fresh" in consumer.analysed
    assert "old" in consumer.let_go


@pytest.mark.parametrize("ahead_ms", [-60_000, 5_000])
async def test_a_host_whose_clock_is_wrong_lets_no_fresh_frame_go(
    ahead_ms: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clocks(monkeypatch, Told(), here_ms=NOON + ahead_ms)
    consumer = Noting(SharedClock())
    await worked_off(consumer, message(NOON, fresh=0, old=STALE_MS + 500))
    assert (consumer.let_go, consumer.analysed) == (["old"], ["fresh"])
    # The web process's host is as wrong, and says by the same clock when it received a frame.
    assert consumer.clock.told(NOON + ahead_ms) == NOON


async def test_a_clock_that_is_not_told_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    away = Away()
    clocks(monkeypatch, away)
    clock = SharedClock()
    clock.ahead_ms = 250
    for _ in range(3):
        await clock.set_right()
    assert (clock.ahead_ms, away.asked) == (250, 1)


async def test_an_answer_that_took_long_sets_no_clock_that_is_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = Told(takes_s=1.0)
    clocks(monkeypatch, slow, here_ms=NOON - 9_000)
    monkeypatch.setattr(shared_clock, "ASK_AGAIN_S", 0.0)
    clock = SharedClock()
    await clock.set_right()
    assert (slow.asked, clock.ahead_ms) == (1, 9_000 - 500)
    clock.ahead_ms = 1
    await clock.set_right()
    assert (slow.asked, clock.ahead_ms) == (2, 1)


async def test_a_frame_of_the_version_before_waits_by_its_own_clock() -> None:
    consumer = Noting(Ticking())
    frames = message(NOON, old=STALE_MS + 50, new=0)
    for frame in frames["frames"]:
        frame["received_at"] = frame.pop("waits_since")
    await worked_off(consumer, frames)
    assert (consumer.let_go, consumer.analysed) == (["old"], ["new"])
