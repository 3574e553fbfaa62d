"""Who leaves leaves nothing behind: a day of people coming and going must not fill a process."""

from __future__ import annotations

import asyncio

import pytest
from channels.layers import get_channel_layer
from django.test import Client

from consult.accounts.models import User
from consult.consultations.models import Consultation, Participant
from tests.consult.live.sockets import answer_to, camera_of, frame, leave, watching
from tests.consult.live.steps import PATIENCE_S

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]


async def test_cameras_and_dashboards_that_left_have_no_task(
    alice: User, opened: Consultation, alices_browser: Client, erin: Participant
) -> None:
    # The first opens what the process keeps: hub, postbox, connections.
    await come_and_go(alice, opened, alices_browser, erin)
    before = len(asyncio.all_tasks())
    for _ in range(3):
        await come_and_go(alice, opened, alices_browser, erin)
    async with asyncio.timeout(PATIENCE_S):
        while len(asyncio.all_tasks()) > before:
            await asyncio.sleep(0.05)


async def test_sockets_that_closed_have_no_queue(
    alice: User, opened: Consultation, alices_browser: Client, erin: Participant
) -> None:
    await come_and_go(alice, opened, alices_browser, erin)
    layer = get_channel_layer("default")
    assert (set(layer.receive_buffer), layer.receive_buffer.open) == (set(), set())


async def come_and_go(
    alice: User, opened: Consultation, browser: Client, erin: Participant
) -> None:
    dashboard = await watching(alice, opened, browser)
    camera = await camera_of(erin)
    assert (await answer_to(camera, frame(1)))["status"] == "reading"
    await leave(camera)
    await leave(dashboard)
