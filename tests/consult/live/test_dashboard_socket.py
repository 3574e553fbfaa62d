"""The counsellor's socket: what she hears, and when she hears nothing more."""

from __future__ import annotations

from typing import Any

import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.test import Client

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.consultations.services import participation, scheduling
from consult.live import tickets, wire
from tests import cast
from tests.consult.live.conftest import communicator, frame, heard, leave, open_camera, say_hello
from tests.consult.live.steps import PATIENCE_S

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]

in_database = database_sync_to_async


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def alices_browser(alice: User) -> Client:
    return browser_of(alice)


async def watch(user: User, consultation: Consultation, browser: Client) -> WebsocketCommunicator:
    claims = {
        "user": user.pk,
        "consultation": str(consultation.pk),
        "session": browser.session.session_key,
    }
    socket = communicator("/ws/dashboard/", tickets.issue("dashboard", **claims)["ticket"])
    await socket.connect(PATIENCE_S)
    return socket


async def next_of(socket: WebsocketCommunicator, kind: str) -> dict[str, Any]:
    """Return the next message of one type."""
    while True:
        message = await heard(socket)
        if message["type"] == kind:
            return message


async def watching(
    user: User, consultation: Consultation, browser: Client
) -> WebsocketCommunicator:
    """Return a dashboard that hears what happens from here on: it says the state when it does."""
    dashboard = await watch(user, consultation, browser)
    await next_of(dashboard, "call")
    return dashboard


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


@pytest.mark.parametrize("who", ["bob", "carol", "dave"])
async def test_nobody_else_may_watch(
    request: pytest.FixtureRequest, opened: Consultation, who: str
) -> None:
    user = await in_database(request.getfixturevalue)(who)
    dashboard = await watch(user, opened, await in_database(browser_of)(user))
    assert (await heard(dashboard))["code"] == wire.NOT_ALLOWED
    assert (await dashboard.receive_output(PATIENCE_S))["code"] == wire.NOT_ALLOWED
    await leave(dashboard)


async def test_after_signing_out_her_socket_closes(
    alice: User, opened: Consultation, alices_browser: Client
) -> None:
    dashboard = await watching(alice, opened, alices_browser)
    await in_database(alices_browser.logout)()
    assert (await next_of(dashboard, "closed"))["code"] == wire.NOT_SIGNED_IN
    await leave(dashboard)
