"""A worker that is told to end works off what it has taken; one whose Redis fails goes on."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import AsyncIterator
from typing import Any

import pytest
from channels.db import database_sync_to_async
from channels.layers import channel_layers, get_channel_layer
from redis.exceptions import ConnectionError as RedisConnectionError

from consult.consultations.models import Consultation, Participant, Reading
from consult.consultations.services.streams import open_stream
from consult.live import frames, worker
from consult.live.channel import application
from consult.live.worker import DrainingWorker
from tests.consult.live.conftest import ToldAnalyzer
from tests.consult.live.sockets import message_of
from tests.consult.live.steps import PATIENCE_S, ended

pytestmark = pytest.mark.django_db(transaction=True)


class SlowAnalyzer(ToldAnalyzer):
    """Says when it has begun, and goes on when it may."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.may_go_on = threading.Event(), threading.Event()

    def analyze(self, *args: Any) -> Any:
        self.begun.set()
        assert self.may_go_on.wait(PATIENCE_S)
        return super().analyze(*args)


@pytest.fixture
async def analyzer(unhurried: None, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SlowAnalyzer]:
    slow = SlowAnalyzer()
    monkeypatch.setattr(frames, "_analyzer", slow)
    # Layers of this test's own event loop, as in the `worker` fixture.
    monkeypatch.setattr(channel_layers, "backends", {})
    monkeypatch.setattr(worker, "AGAIN_S", 0.0)
    yield slow
    # A worker's process ends with its tasks; here they would outlive their event loop.
    await ended(*asyncio.all_tasks() - {asyncio.current_task()})


def another_worker() -> DrainingWorker:
    return DrainingWorker(application, ["frames"], get_channel_layer("frames"))


async def send_one(opened: Consultation, erin: Participant) -> None:
    """Send a frame as a hub does; nobody waits for its answer."""
    layer = get_channel_layer("frames")
    await layer.flush()
    stream = await database_sync_to_async(open_stream)(erin)
    batch = {"type": "frames.batch", "reply": "nobody", "frames": [message_of(stream, 1)]}
    await layer.send("frames", batch)


async def test_what_it_is_at_is_stored_before_it_ends(
    opened: Consultation, erin: Participant, analyzer: SlowAnalyzer
) -> None:
    await send_one(opened, erin)
    running = asyncio.create_task(another_worker().handle())
    assert await asyncio.to_thread(analyzer.begun.wait, PATIENCE_S)
    signal.raise_signal(signal.SIGTERM)
    _, unfinished = await asyncio.wait([running], timeout=0.5)
    analyzer.may_go_on.set()
    await asyncio.wait_for(running, PATIENCE_S)
    assert unfinished
    assert await Reading.objects.acount() == 1


async def test_an_idle_one_ends_at_once(analyzer: SlowAnalyzer) -> None:
    running = asyncio.create_task(another_worker().handle())
    await asyncio.sleep(0)
    signal.raise_signal(signal.SIGTERM)
    await asyncio.wait_for(running, PATIENCE_S)


async def test_it_outlives_a_message_that_it_does_not_know(
    opened: Consultation, erin: Participant, analyzer: SlowAnalyzer
) -> None:
    analyzer.may_go_on.set()
    layer = get_channel_layer("frames")
    await layer.flush()
    running = asyncio.create_task(another_worker().handle())
    unknown: list[dict[str, Any]] = [{"answers": []}, {"type": "frames.of.another.version"}]
    for message in unknown:
        await layer.send("frames", message)
    stream = await database_sync_to_async(open_stream)(erin)
    batch = {"type": "frames.batch", "reply": "nobody", "frames": [message_of(stream, 1)]}
    await layer.send("frames", batch)
    assert await asyncio.to_thread(analyzer.begun.wait, PATIENCE_S)
    signal.raise_signal(signal.SIGTERM)
    await asyncio.wait_for(running, PATIENCE_S)
    assert await Reading.objects.acount() == 1


async def test_it_outlives_its_redis(
    opened: Consultation,
    erin: Participant,
    analyzer: SlowAnalyzer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    analyzer.may_go_on.set()
    await send_one(opened, erin)
    layer = get_channel_layer("frames")
    receive = layer.receive
    failures = [RedisConnectionError("gone"), OSError("refused"), ValueError("no message")]

    async def failing(channel: str) -> Any:
        if failures:
            raise failures.pop()
        return await receive(channel)

    monkeypatch.setattr(layer, "receive", failing)
    running = asyncio.create_task(another_worker().handle())
    assert await asyncio.to_thread(analyzer.begun.wait, PATIENCE_S)
    signal.raise_signal(signal.SIGTERM)
    await asyncio.wait_for(running, PATIENCE_S)
    assert await Reading.objects.acount() == 1
