"""A frame that has waited too long is let go, and has one outcome whatever the clock does."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

import pytest

from consult.live import frames
from consult.live.frames import STALE_MS, FrameConsumer
from consult.live.workshop import AnswerTuple, FrameMessage

NOON = 1_800_000_000_000


class Noting(FrameConsumer):
    """Notes what it lets go and what it analyses."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go: list[str] = []
        self.analysed: list[str] = []

    async def _answer(self, frames: list[FrameMessage], answers: list[AnswerTuple]) -> None:
        self.let_go += [answer[0] for answer in answers]

    async def _work_off(self, frames: list[FrameMessage]) -> None:
        self.analysed += [frame["stream"] for frame in frames]


def message(**waited: int) -> dict[str, Any]:
    """Return a hub's message of one frame for each stream, with the ms that it has waited."""
    waiting = [
        {"stream": stream, "seq": 1, "received_at": NOON - ms} for stream, ms in waited.items()
    ]
    return {"frames": waiting, "reply": "post"}


async def test_a_frame_that_grows_stale_while_it_is_looked_at_is_counted_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = itertools.count(NOON)
    monkeypatch.setattr(frames, "now_ms", lambda: next(clock))
    consumer = Noting()
    nearly = {f"nearly {number}": STALE_MS - 15 for number in range(10)}
    await consumer.frames_batch(message(fresh=0, old=STALE_MS + 1, **nearly))
    async with asyncio.timeout(10):
        await consumer.finished()
    assert sorted([*consumer.let_go, *consumer.analysed]) == sorted(["fresh", "old", *nearly])
    assert "fresh" in consumer.analysed
    assert "old" in consumer.let_go
