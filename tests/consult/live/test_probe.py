"""Whether a worker answers by the way that frames take."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from channels.layers import channel_layers, get_channel_layer
from channels.worker import Worker
from django.conf import settings

from consult.live import probe
from consult.live.channel import application
from consult.live.layer import FrameLayer
from consult.live.process_channel import process_channel
from tests.consult.live.steps import PATIENCE_S, ended

SOON_S = 1.0


@pytest.fixture
async def astray(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """A worker whose LIVE_REDIS_URL is another one."""
    monkeypatch.setattr(channel_layers, "backends", {})
    await get_channel_layer("frames").flush()
    elsewhere = FrameLayer(hosts=[settings.LIVE_REDIS_URL.replace("/0", "/1")], prefix="frames")
    running = asyncio.create_task(Worker(application, ["frames"], elsewhere).listener("frames"))
    yield
    listener = process_channel().listener
    await ended(running, *([listener] if listener else []))


@pytest.mark.usefixtures("worker")
async def test_a_worker_answers_again_and_again() -> None:
    assert await probe.answered(PATIENCE_S)
    assert await probe.answered(PATIENCE_S)


@pytest.mark.usefixtures("astray")
async def test_a_worker_at_another_redis_is_not_there() -> None:
    assert not await probe.answered(SOON_S)
