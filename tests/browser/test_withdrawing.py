"""Taking the consent back in the call: nothing is sent from then on, and the call goes on (R2)."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.browser.conftest import join
from tests.service import RunningService

pytestmark = pytest.mark.browser

PROMISE_S = 1.0


def frames_of(page: Page) -> list[float]:
    """Return a list that grows by the moment of every picture that the page sends."""
    sent: list[float] = []

    def watch(socket: WebSocket) -> None:
        if "/ws/camera/" in socket.url:
            socket.on("framesent", lambda frame: sent.append(time.monotonic()))

    page.on("websocket", watch)
    return sent


def test_withdrawing_stops_at_once_asks_and_leaves_the_call(
    service: RunningService, counsellor: Page, client: Page
) -> None:
    sent = frames_of(client)
    counsellor.get_by_role("button", name="Open room").first.click()
    join(client, service.invite_url)
    counsellor.get_by_role("button", name="Join the call").click()
    expect(counsellor.locator(".face-box")).to_be_visible(timeout=30_000)
    assert sent

    client.get_by_role("button", name="Withdraw consent").click()
    asked = time.monotonic()
    dialog = client.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Withdraw and keep them")).to_be_visible()
    stays_silent(client, sent, asked)

    dialog.get_by_role("button", name="Withdraw and erase them").click()
    # Who does not see the page hear what has become of it.
    expect(client.get_by_role("heading", name="Nothing is analysed")).to_be_focused()
    stays_silent(client, sent, asked)
    # The call itself knows nothing of it.
    expect(client.locator("video.remote-video")).to_be_visible()
    counsellor.get_by_role("button", name="End", exact=True).click()
    counsellor.get_by_role("button", name="End consultation").click()
    expect(client.get_by_text("No labels are held.")).to_be_visible(timeout=30_000)
    expect(client.get_by_text("You withdrew your consent")).to_be_visible()


def stays_silent(page: Page, sent: list[float], asked: float) -> None:
    """Nothing leaves the page after the promised second; at 2 a second four pictures would."""
    page.wait_for_timeout(2000)
    late = [moment - asked for moment in sent if moment - asked > PROMISE_S]
    assert late == []
