"""Readings reach the processes that watch, and only those."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest
from channels.layers import get_channel_layer
from django.test import Client

from consult.accounts.models import User
from consult.consultations.models import Consultation, Participant
from consult.live.dashboard_fanout import dashboard_fanout, publish
from consult.live.groups import watched
from consult.live.layer import Layer
from consult.live.process_channel import process_channel
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
    await dashboard_fanout().enter("a" * 32, first)
    await dashboard_fanout().enter("b" * 32, second)
    came: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    process_channel().hand_to("windows", came.put_nowait)
    hints: list[Any] = [{"type": "reading", "id": number} for number in (1, 2, 3)]
    await publish(["a" * 32, "b" * 32, "a" * 32], hints)
    async with asyncio.timeout(PATIENCE_S):
        dashboard_fanout().hand_out(await came.get())
    assert [hint["id"] for hint in first.taken] == [1, 3]
    assert [hint["id"] for hint in second.taken] == [2]


async def members_of(consultation: Consultation) -> list[str]:
    return (await layer().members([watched(consultation.pk)]))[0]


async def test_a_process_is_a_member_until_its_last_dashboard_has_left(
    alice: User, opened: Consultation, alices_browser: Client
) -> None:
    first = await watching(alice, opened, alices_browser)
    second = await watching(alice, opened, alices_browser)
    await leave(first)
    assert await members_of(opened) == [await process_channel().address()]
    await leave(second)
    assert await members_of(opened) == []


async def test_a_redis_that_began_anew_is_told_who_watches(
    alice: User, opened: Consultation, alices_browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.live.dashboard.DashboardConsumer.look_every_s", 0.05)
    dashboard = await watching(alice, opened, alices_browser)
    await layer().flush()
    async with asyncio.timeout(PATIENCE_S):
        while await members_of(opened) != [await process_channel().address()]:
            await asyncio.sleep(0.01)
    await leave(dashboard)
    assert await members_of(opened) == []


async def test_a_dashboard_that_is_cancelled_leaves_too(
    alice: User, opened: Consultation, alices_browser: Client
) -> None:
    dashboard = await watching(alice, opened, alices_browser)
    dashboard.stop(exceptions=False)
    async with asyncio.timeout(PATIENCE_S):
        while await members_of(opened):
            await asyncio.sleep(0.01)


async def test_whoever_comes_as_the_last_one_leaves_is_told(opened: Consultation) -> None:
    first, second = Noting(), Noting()
    hints: list[Any] = [{"type": "reading", "id": 1}]
    for _ in range(20):
        await dashboard_fanout().enter(opened.pk.hex, first)
        leaving = asyncio.create_task(dashboard_fanout().leave(opened.pk.hex, first))
        await asyncio.sleep(0)
        await dashboard_fanout().enter(opened.pk.hex, second)
        await leaving
        assert await members_of(opened) == [await process_channel().address()]
        await dashboard_fanout().leave(opened.pk.hex, second)
    assert await members_of(opened) == []
    dashboard_fanout().hand_out({"hints": {opened.pk.hex: hints}})
    assert first.taken == second.taken == []


async def test_a_process_that_could_not_leave_does_so_when_a_reading_comes_for_nobody(
    opened: Consultation, erin: Participant
) -> None:
    await layer().group_add(watched(opened.pk), await process_channel().address())
    dashboard_fanout()
    camera = await camera_of(erin)
    await camera.send_to(bytes_data=frame(1))
    async with asyncio.timeout(PATIENCE_S):
        while await members_of(opened):
            await asyncio.sleep(0.01)
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
