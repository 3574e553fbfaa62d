"""An answer leaves the worker when its reading is committed, and not a moment before."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from channels.layers import get_channel_layer
from django.db import connections

from consult.consultations.models import Participant, Reading
from tests.consult.live.sockets import answer_to, camera_of, frame, leave

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]


@pytest.fixture
async def left(
    worker: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[list[tuple[int, bool]]]:
    """Each reading whose answer left the worker, and whether others could see it by then.

    A killed process tells of this order only when it dies within the millisecond between the two.
    """
    layer, found = get_channel_layer("frames"), list[tuple[int, bool]]()
    send, elsewhere = layer.send, ThreadPoolExecutor(max_workers=1)

    def seen(ids: list[int]) -> list[tuple[int, bool]]:
        return [(pk, Reading.objects.filter(pk=pk).exists()) for pk in ids]

    async def watched(channel: str, message: dict[str, Any]) -> None:
        texts = [text for *_, text in message.get("answers", []) if text]
        ids = [json.loads(text)["reading"] for text in texts]
        # A thread of its own: another connection, which sees what is committed.
        found.extend(await asyncio.get_running_loop().run_in_executor(elsewhere, seen, ids))
        await send(channel, message)

    monkeypatch.setattr(layer, "send", watched)
    yield found
    elsewhere.submit(connections.close_all).result()
    elsewhere.shutdown()


async def test_every_answered_reading_is_committed_before(
    erin: Participant, left: list[tuple[int, bool]]
) -> None:
    socket = await camera_of(erin)
    ids = [(await answer_to(socket, frame(seq)))["reading"] for seq in range(1, 4)]
    assert left == [(pk, True) for pk in ids]
    await leave(socket)
