"""The counsellor's socket: what she hears, and when she hears nothing more."""

from __future__ import annotations

import asyncio
import threading

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.db import OperationalError
from django.test import Client
from structlog.testing import capture_logs

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.consultations.services import participation, scheduling
from consult.live import wire
from consult.live.dashboard import DashboardConsumer
from tests import cast
from tests.consult.live.sockets import (
    browser_of,
    frame,
    heard,
    leave,
    next_of,
    open_camera,
    say_hello,
    watch,
    watching,
)
from tests.consult.live.steps import PATIENCE_S, turns

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]

in_database = database_sync_to_async


async def send_frame(consultation: Consultation, seq: int = 1) -> WebsocketCommunicator:
    erin = await in_database(cast.client_of)(consultation)
    camera = await open_camera(str(erin.pk))
    await say_hello(camera)
    await camera.send_to(bytes_data=frame(seq))
    assert (await heard(camera))["status"] == "reading"
    return camera


async def test_she_hears_the_state_first(
    alice: User, opened: Consultation, alices_browser: Client
) -> None:
    dashboard = await watch(alice, opened, alices_browser)
    assert (await heard(dashboard))["state"] == "open"
    await leave(dashboard)


async def test_a_reading_reaches_her_with_the_summary(
    alice: User, opened: Consultation, alices_browser: Client
) -> None:
    dashboard = await watching(alice, opened, alices_browser)
    camera = await send_frame(opened)
    reading = await next_of(dashboard, "reading")
    summary = await next_of(dashboard, "summary")
    assert (reading["label"], reading["position"]) == ("happiness", 1)
    assert summary["probabilities"] == reading["probabilities"]
    await leave(camera)
    await leave(dashboard)


async def test_a_summary_that_could_not_be_made_comes_with_the_next_reading(
    alice: User, opened: Consultation, alices_browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise OperationalError

    dashboard = await watching(alice, opened, alices_browser)
    with capture_logs() as logs:
        with monkeypatch.context() as away:
            away.setattr(DashboardConsumer, "_summaries_after", fail)
            camera = await send_frame(opened)
            await next_of(dashboard, "reading")
        await camera.send_to(bytes_data=frame(2))
        assert (await next_of(dashboard, "summary"))["readings"] == 2
    assert "summary_failed" in [line["event"] for line in logs]
    await leave(camera)
    await leave(dashboard)


async def test_she_hears_of_joining_marking_and_the_end(
    alice: User, opened: Consultation, alices_browser: Client
) -> None:
    dashboard = await watching(alice, opened, alices_browser)
    camera = await send_frame(opened)
    assert (await next_of(dashboard, "participant"))["event"] == "joined"
    moment = opened.opened_at
    assert moment is not None
    await in_database(scheduling.mark)(opened, alice, "breathing", moment)
    assert (await next_of(dashboard, "marker"))["text"] == "breathing"
    await in_database(scheduling.end_consultation)(opened)
    assert (await next_of(dashboard, "call"))["state"] == "ended"
    await leave(camera)
    await leave(dashboard)


@pytest.mark.parametrize("how", ["withdrawn", "erased"])
async def test_what_is_erased_leaves_her_summary(
    alice: User, opened: Consultation, alices_browser: Client, how: str
) -> None:
    dashboard = await watching(alice, opened, alices_browser)
    camera = await send_frame(opened)
    assert (await next_of(dashboard, "summary"))["readings"] == 1
    erin = await in_database(cast.client_of)(opened)
    if how == "withdrawn":
        await in_database(participation.decide)(erin, decision=how, language="en", erase=True)
    else:
        await in_database(participation.erase_readings)(erin)
    assert (await next_of(dashboard, "summary"))["readings"] == 0
    await leave(camera)
    await leave(dashboard)


class Summing:
    """Notes what is done with it; what was erased is forgotten when it may be."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.begun, self.may_go_on = threading.Event(), threading.Event()

    def forget(self, participant: str) -> None:
        self.begun.set()
        assert self.may_go_on.wait(PATIENCE_S)
        self.done.append("forgotten")

    def follow(self, readings: list[wire.Reading]) -> bool:
        self.done.append("followed")
        return True

    def after(self, readings: list[wire.Reading]) -> list[wire.Summary]:
        return []


async def test_a_reading_waits_until_what_was_erased_is_forgotten() -> None:
    dashboard, summing = DashboardConsumer(), Summing()
    dashboard.summaries = summing  # type: ignore[assignment]
    forgetting = asyncio.create_task(dashboard._forget("erin"))
    assert await asyncio.to_thread(summing.begun.wait, PATIENCE_S)
    counting = asyncio.create_task(dashboard._summarise(summing, []))  # type: ignore[arg-type]
    await turns(12)
    summing.may_go_on.set()
    await asyncio.gather(forgetting, counting)
    assert summing.done == ["forgotten", "followed"]


@pytest.mark.parametrize("who", ["bob", "carol", "dave"])
async def test_nobody_else_may_watch(
    request: pytest.FixtureRequest, opened: Consultation, who: str
) -> None:
    user = await in_database(request.getfixturevalue)(who)
    dashboard = await watch(user, opened, await in_database(browser_of)(user))
    assert (await heard(dashboard))["code"] == wire.NOT_ALLOWED
    assert (await dashboard.receive_output(PATIENCE_S))["code"] == wire.NOT_ALLOWED
    await leave(dashboard)
