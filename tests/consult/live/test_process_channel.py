"""A web process hears its workers whatever is sent to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from structlog.testing import capture_logs

from consult.live import process_channel as postboxes
from consult.live.process_channel import ProcessChannel
from tests.consult.live.steps import PATIENCE_S, ended


class Wire:
    """A layer whose messages the test puts in; what is an error is raised."""

    def __init__(self) -> None:
        self.coming: asyncio.Queue[Any] = asyncio.Queue()
        self.names = 0

    async def new_channel(self, prefix: str) -> str:
        self.names += 1
        await asyncio.sleep(0)
        return f"{prefix}.{self.names}"

    async def receive(self, channel: str) -> Any:
        coming = await self.coming.get()
        if isinstance(coming, Exception):
            raise coming
        return coming


class Post:
    """A postbox over a wire, and the messages that were taken."""

    def __init__(self) -> None:
        self.wire = Wire()
        self.box = ProcessChannel()
        self.box.layer = self.wire
        self.taken: asyncio.Queue[int] = asyncio.Queue()
        self.box.hand_to("hub", self._take)

    def _take(self, message: dict[str, Any]) -> None:
        self.taken.put_nowait(message["number"])

    async def comes(self, *messages: Any) -> int:
        """Put messages in; return the number of the next one that is taken."""
        for message in messages:
            self.wire.coming.put_nowait(message)
        async with asyncio.timeout(PATIENCE_S):
            return await self.taken.get()


@pytest.fixture
async def post(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Post]:
    monkeypatch.setattr(postboxes, "AGAIN_S", 0.0)
    opened = Post()
    await opened.box.address()
    yield opened
    assert opened.box.listener is not None
    await ended(opened.box.listener)


def hub(number: int) -> dict[str, Any]:
    return {"type": "hub", "number": number}


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "hub"},
        {"type": "of.another.version"},
        {"answers": []},
        ValueError("no message"),
        RedisConnectionError("gone"),
        OSError("refused"),
    ],
    ids=str,
)
async def test_what_cannot_be_handed_over_stops_nothing(post: Post, broken: Any) -> None:
    assert await post.comes(hub(1)) == 1
    assert await post.comes(broken, hub(2)) == 2


async def test_what_nobody_knows_is_told_once(post: Post) -> None:
    with capture_logs() as said:
        await post.comes(*[{"type": "of.another.version"}] * 3, {"type": "other"}, hub(1))
    assert [one["kind"] for one in said] == ["of.another.version", "other"]


async def test_a_listener_that_begins_again_keeps_its_address(post: Post) -> None:
    before = await post.box.address()
    assert post.box.listener is not None
    await ended(post.box.listener)
    assert await post.box.address() == before
    assert await post.comes(hub(1)) == 1


async def test_all_who_ask_at_once_are_told_the_same_address(post: Post) -> None:
    fresh = ProcessChannel()
    fresh.layer = Wire()
    told = await asyncio.gather(*(fresh.address() for _ in range(3)))
    assert fresh.listener is not None
    await ended(fresh.listener)
    assert len(set(told)) == 1
