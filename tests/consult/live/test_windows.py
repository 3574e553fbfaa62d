"""Readings reach the processes that watch, and only those."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest
from channels.layers import get_channel_layer
from django.test import Client

from consult.accounts.models import User
from consult.consultations.models import Consultation, Participant
from consult.live.groups import watched
from consult.live.layer import Layer
from consult.live.postbox import postbox
from consult.live.windows import publish, windows
from tests.consult.live.sockets import camera_of, frame, leave, next_of, watching
from tests.consult.live.steps import PATIENCE_S

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]


class Noting:
    """A dashboard that notes what it takes."""

    def __init__(self) -> None:
        self.taken: list[Any] = []

    def take(self, hints: list[Any]) -> None:
        self.taken += hints


def layer() -> Layer:
    return cast("Layer", get_channel_layer("frames"))


async def test_all_that_one_process_watches_comes_in_one_message() -> None:
    first, second = Noting(), Noting()
    await windows().enter("a" * 32, first)
    await windows().enter("b" * 32, second)
    came: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    postbox().hand_to("windows", came.put_nowait)
    hints: list[Any] = [{"type": "reading", "id": number} for number in (1, 2, 3)]
    await publish(["a" * 32, "b" * 32, "a" * 32], hints)
    async with asyncio.timeout(PATIENCE_S):
        windows().hand_out(await came.get())
    assert [hint["id"] for hint in first.taken] == [1, 3]
    assert [hint["id"] for hint in second.taken] == [2]


async def test_a_process_whose_last_dashboard_left_is_no_member_for_long(
    alice: User, opened: Consultation, alices_browser: Client, erin: Participant
) -> None:
    dashboard = await watching(alice, opened, alices_browser)
    camera = await camera_of(erin)
    await camera.send_to(bytes_data=frame(1))
    await next_of(dashboard, "reading")
    group = watched(opened.pk)
    assert (await layer().members([group]))[0] == [await postbox().address()]
    await leave(dashboard)
    await camera.send_to(bytes_data=frame(2))
    for _ in range(200):
        if not (await layer().members([group]))[0]:
            break
    assert (await layer().members([group]))[0] == []
    await leave(camera)


async def test_two_dashboards_of_one_consultation_hear_the_same(
    alice: User, opened: Consultation, alices_browser: Client, erin: Participant
) -> None:
    pair = [await watching(alice, opened, alices_browser) for _ in range(2)]
    camera = await camera_of(erin)
    await camera.send_to(bytes_data=frame(1))
    first, second = [(await next_of(dashboard, "reading"))["id"] for dashboard in pair]
    assert first == second
    for socket in (camera, *pair):
        await leave(socket)
