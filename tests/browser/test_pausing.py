"""A pause is named wherever its silence is seen: in the room, in the report, in the own data."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import join
from tests.service import RunningService

pytestmark = pytest.mark.browser

LOOK = os.environ.get("PICTURES_TO")
"""A folder for pictures of what is seen, for whoever wants to look."""


def look(page: Page, name: str) -> None:
    if LOOK:
        page.screenshot(path=Path(LOOK) / f"{name}.png", full_page=True)


def test_a_pause_is_told_from_a_camera_that_is_off(
    service: RunningService, counsellor: Page, client: Page
) -> None:
    counsellor.get_by_role("button", name="Open room").first.click()
    join(client, service.invite_url)
    live = counsellor.get_by_text("Analysing the client's camera")
    expect(live).to_be_visible(timeout=30_000)
    client.wait_for_timeout(6000)
    client.get_by_role("button", name="Pause analysis").click()
    expect(counsellor.locator(".legend .swatch.stopped")).to_be_visible(timeout=30_000)
    counsellor.get_by_text("Show as a table").click()
    expect(counsellor.locator(".time-table")).to_contain_text("paused by the client")
    look(counsellor, "room")

    client.get_by_role("button", name="Resume analysis").click()
    expect(live).to_be_visible(timeout=30_000)
    expect(counsellor.locator(".legend .swatch.stopped")).to_be_visible()
    client.wait_for_timeout(3000)
    counsellor.get_by_role("button", name="End", exact=True).click()
    counsellor.get_by_role("button", name="End consultation").click()
    counsellor.get_by_role("link", name="Read the report").click(timeout=60_000)
    gaps = counsellor.locator("section.card", has_text="Gaps")
    expect(gaps).to_contain_text("paused by the client", timeout=30_000)
    assert violations(counsellor) == []
    look(counsellor, "report")

    own = client.locator(".held-list")
    expect(own.get_by_text("Pauses of the analysis")).to_be_visible(timeout=30_000)
    expect(own.get_by_text("By you")).to_be_visible()
    assert violations(client) == []
    look(client, "own-data")
