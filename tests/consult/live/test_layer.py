"""The channel layer: whoever waits in it can be told to end, and a dead server is noticed."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from channels.layers import get_channel_layer
from channels_redis.core import RedisChannelLayer
from redis.exceptions import TimeoutError as RedisTimeoutError

from consult.launch import free_port
from consult.live import layer as layers
from consult.live.layer import Layer
from tests.consult.live.steps import ended, turns
from tests.valkey import RunningValkey


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningValkey]:
    """A Valkey of the test's own, to be stopped."""
    with RunningValkey(tmp_path, free_port()) as running:
        yield running
        running.process.send_signal(signal.SIGCONT)


@pytest.fixture
async def layer(server: RunningValkey) -> AsyncIterator[Layer]:
    """A layer whose connection is open: what follows takes the same turns of the loop each time."""
    host = get_channel_layer("frames").hosts[0]
    opened = Layer(hosts=[{**host, "address": f"redis://127.0.0.1:{server.port}/0"}])
    await opened.send("frames", {"type": "frames.batch"})
    await opened.receive("frames")
    await opened.wait_received()
    yield opened
    await opened.close_pools()


@pytest.mark.parametrize("turn", range(1, 13))
async def test_a_cancelled_receive_ends_whenever_it_is_cancelled(layer: Layer, turn: int) -> None:
    # The first turns fall into the sending of a command, where `asyncio.wait_for` of Python 3.11
    # drops the cancellation.
    receiving = asyncio.create_task(layer.receive("frames"))
    await turns(turn)
    receiving.cancel()
    done, _ = await asyncio.wait([receiving], timeout=2)
    await ended(receiving)
    assert done


async def test_a_server_that_says_nothing_is_noticed(
    layer: Layer, server: RunningValkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layers, "SILENCE_S", 0.2)
    server.process.send_signal(signal.SIGSTOP)
    with pytest.raises(RedisTimeoutError):
        await layer.receive("frames")
    with pytest.raises(RedisTimeoutError):
        await layer.send("frames", {"type": "frames.batch"})


def test_silence_is_longer_than_a_living_server_takes() -> None:
    assert 2 * RedisChannelLayer.brpop_timeout < layers.SILENCE_S
