"""The channel layer: whoever waits in it can be told to end, and a dead server is noticed."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from channels.exceptions import ChannelFull
from channels.layers import get_channel_layer
from channels_redis.core import RedisChannelLayer
from django.conf import settings
from redis.exceptions import TimeoutError as RedisTimeoutError

from consult.cache import SharedCache
from consult.live import layer as layers
from consult.live.layer import FrameLayer, Layer
from consult.ports import free_port
from tests.consult.live.steps import PATIENCE_S, ended, turns
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
    done, _ = await asyncio.wait([receiving], timeout=PATIENCE_S)
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


async def test_after_a_restart_of_the_server_the_first_command_is_answered(
    layer: Layer, server: RunningValkey, tmp_path: Path
) -> None:
    await layer.group_add("cameras", "camera-1")
    server.process.kill()
    server.process.wait()
    with RunningValkey(tmp_path, server.port):
        # The connection in the pool leads to the one that died, which the loop is told in a turn.
        await turns(2)
        await layer.group_add("cameras", "camera-2")
        assert await layer.members(["cameras"]) == [["camera-2"]]


def test_after_a_restart_of_the_server_the_cache_answers_at_once(
    server: RunningValkey, tmp_path: Path
) -> None:
    chosen = settings.CACHES["default"]
    cache = SharedCache(f"redis://127.0.0.1:{server.port}/0", {"OPTIONS": chosen["OPTIONS"]})
    cache.set("key", 1)
    server.process.kill()
    server.process.wait()
    with RunningValkey(tmp_path, server.port):
        assert cache.get("key") is None


def test_silence_is_longer_than_a_living_server_takes() -> None:
    assert 2 * RedisChannelLayer.brpop_timeout < layers.SILENCE_S


async def test_what_is_sent_comes_in_order_and_once(layer: Layer) -> None:
    for number in (1, 2, 3):
        await layer.send("frames", {"type": "frames.batch", "number": number})
    assert [(await layer.receive("frames"))["number"] for _ in range(3)] == [1, 2, 3]


async def test_a_full_channel_refuses(layer: Layer) -> None:
    layer.capacity = 2
    for _ in range(2):
        await layer.send("frames", {"type": "frames.batch"})
    with pytest.raises(ChannelFull):
        await layer.send("frames", {"type": "frames.batch"})


async def test_a_sender_whose_clock_is_wrong_neither_removes_nor_overtakes(
    layer: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await layer.send("frames", {"type": "frames.batch", "number": 1})
    for number, wrong_s in ((2, 3600), (3, -3600)):
        with monkeypatch.context() as wrong:
            wrong.setattr(time, "time", lambda by=wrong_s: time.time_ns() / 1e9 + by)
            await layer.send("frames", {"type": "frames.batch", "number": number})
    assert [(await layer.receive("frames"))["number"] for _ in range(3)] == [1, 2, 3]
    assert abs(await layer.time_ms() - 1000 * time.time()) < 60_000


async def test_what_has_expired_makes_room(layer: Layer) -> None:
    layer.capacity, layer.expiry = 1, 1
    await layer.send("frames", {"type": "frames.batch", "number": 1})
    layer.expiry = -2  # a clock moved on by more than the expiry
    await layer.send("frames", {"type": "frames.batch", "number": 2})


async def test_a_message_to_one_process_reaches_it_by_name(layer: Layer) -> None:
    name = await layer.new_channel("post")
    await layer.send(name, {"type": "hub", "answers": []})
    assert (await layer.receive(name))["type"] == "hub"


async def test_a_channel_that_ended_holds_nothing_and_takes_nothing(layer: Layer) -> None:
    gone, there = await layer.new_channel(), await layer.new_channel()
    receiving = asyncio.create_task(layer.receive(gone))
    await turns(12)
    await ended(receiving)
    layer.end_channel(gone)
    # A hint that was on its way, as groups send it: one message names all the process's channels.
    for name in (gone, there):
        await layer.send(name, {"type": "camera.takeover", "stream": "1"})
    assert (await layer.receive(there))["stream"] == "1"
    assert layer.receive_buffer == {}


async def test_a_channel_keeps_what_comes_between_two_looks(layer: Layer) -> None:
    one, other = await layer.new_channel(), await layer.new_channel()
    await layer.send(one, {"type": "camera.stop", "code": 1})
    await layer.send(other, {"type": "camera.stop", "code": 2})
    assert [(await layer.receive(name))["code"] for name in (other, one)] == [2, 1]


async def test_members_of_many_groups_are_told_apart(layer: Layer) -> None:
    await layer.group_add("watched.a", "post.one!1")
    await layer.group_add("watched.b", "post.one!1")
    await layer.group_add("watched.b", "post.two!2")
    found = await layer.members(["watched.a", "watched.b", "watched.c"])
    assert [sorted(one) for one in found] == [["post.one!1"], ["post.one!1", "post.two!2"], []]


async def test_members_of_the_day_before_are_none(layer: Layer) -> None:
    await layer.group_add("watched.a", "post.one!1")
    layer.group_expiry = -10
    assert await layer.members(["watched.a"]) == [[]]


async def test_a_picture_is_not_copied_into_a_backup(server: RunningValkey) -> None:
    frames = FrameLayer(hosts=[f"redis://127.0.0.1:{server.port}/0"])
    await frames.send("frames", {"type": "frames.batch", "jpeg": b"x" * 50_000})
    connection = frames.connection(0)
    before = (await connection.info())["total_net_input_bytes"]
    assert len((await frames.receive("frames"))["jpeg"]) == 50_000
    await frames.wait_received()
    assert (await connection.info())["total_net_input_bytes"] - before < 5_000
    await frames.close_pools()
