"""A worker with a small fake analyzer, Erin with her camera and Alice with her browser."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from channels.layers import channel_layers, get_channel_layer
from channels.worker import Worker
from django.conf import settings
from django.test import Client

from analyzer.results import Analysis, Box, Expression, Face
from consult.accounts.models import User
from consult.consultations.models import Consultation, Participant
from consult.live import camera, frames
from consult.live.channel import application
from consult.live.process_channel import process_channel
from tests import cast
from tests.consult.live.sockets import browser_of
from tests.consult.live.steps import ended


class ToldAnalyzer:
    """Says what the frame's bytes say: b"happy", b"empty", or rejects them."""

    model_version = "told-1"

    def __init__(self) -> None:
        self.shares: list[float] = []
        self.streams: list[Hashable] = []
        self.brief: list[bool] = []

    def analyze(
        self,
        pictures: Sequence[bytes],
        shares: Sequence[float] = (),
        streams: Sequence[Hashable] = (),
        brief: Sequence[bool] = (),
    ) -> list[Analysis]:
        self.brief.extend(brief)
        self.shares.extend(shares)
        self.streams.extend(streams)
        return [self._one(picture) for picture in pictures]

    def _one(self, picture: bytes) -> Analysis:
        if picture == b"empty":
            return Analysis("no_face")
        if picture != b"happy":
            return Analysis("rejected", "not_a_jpeg")
        face = Face(Box(0.25, 0.25, 0.5, 0.5), 0.9)
        return Analysis("reading", "", face, Expression((0.0, 0.0, 0.0, 0.9, 0.0, 0.0, 0.1)), 1)


@pytest.fixture
def erin(opened: Consultation) -> Participant:
    return cast.client_of(opened)


@pytest.fixture
def alices_browser(alice: User) -> Client:
    return browser_of(alice)


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No frame is given up, however long the machine stands still meanwhile.

    In the service one that has waited for a second tells nothing any more; what a test asks of a
    frame's answer must not depend on it. tests/consult/live/test_stale_frames.py brings its clock.
    """
    monkeypatch.setattr(frames, "STALE_MS", 3_600_000)
    monkeypatch.setattr(camera, "ANSWER_LIMIT_MS", 3_600_000)
    layers: dict[str, dict[str, Any]] = settings.CHANNEL_LAYERS
    for layer in layers.values():
        monkeypatch.setitem(layer["CONFIG"], "expiry", 3600)


@pytest.fixture
async def worker(unhurried: None, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """An analysis worker over the real Valkey, beside the test in its event loop."""
    monkeypatch.setattr(frames, "_analyzer", ToldAnalyzer())
    async with listening(monkeypatch):
        yield


@asynccontextmanager
async def listening(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """A worker that listens, whatever analyzer is this process's."""
    # Layers of this test's own event loop: channels_redis keeps a lock for good whose waiter was
    # cancelled, and it belongs to the loop in which that was.
    monkeypatch.setattr(channel_layers, "backends", {})
    layer = get_channel_layer("frames")
    await layer.flush()
    # Its listener, not `handle`: that one waits for listeners it would leave running.
    running = asyncio.create_task(Worker(application, ["frames"], layer).listener("frames"))
    yield
    listener = process_channel().listener
    await ended(running, *([listener] if listener else []))


@pytest.fixture
async def own_layers(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Layers of this test's own event loop, with nothing left in them."""
    monkeypatch.setattr(channel_layers, "backends", {})
    await get_channel_layer().flush()
    yield
    await get_channel_layer().flush()
