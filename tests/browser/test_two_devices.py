"""One client on two devices: whose yes switches which camera on, and whose pause holds it.

Beside another call tool, where the camera is there for the analysis alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import context, join, plan
from tests.service import RunningService

pytestmark = pytest.mark.browser

LABELLING = "Software is labelling visible expressions from your camera"


@pytest.fixture
def laptop(chromium: Browser, service: RunningService) -> Iterator[Page]:
    """Erin's second device."""
    profile = context(chromium, service, viewport={"width": 1440, "height": 900})
    yield profile.new_page()
    profile.close()


def test_each_device_asks_for_itself_and_each_side_ends_its_own_pause(
    counsellor: Page, client: Page, laptop: Page
) -> None:
    link = plan(counsellor, "Erin Beside", "Beside another call tool")
    counsellor.locator("li", has_text="Erin Beside").get_by_role("button", name="Open room").click()
    expect(counsellor.get_by_text("A drawn figure")).to_be_visible()
    join(client, link)
    expect(client.get_by_text(LABELLING)).to_be_visible()

    join(laptop, link)
    expect(laptop.get_by_text(LABELLING)).to_be_visible()
    expect(client.get_by_text("The camera is in use in another tab or device")).to_be_visible()

    a_yes_taken_back_and_given_again_elsewhere_is_asked_for_here(laptop, client)
    both_sides_pause(counsellor, laptop)


def a_yes_taken_back_and_given_again_elsewhere_is_asked_for_here(there: Page, here: Page) -> None:
    """The other device's page stays dark, and asks."""
    there.get_by_role("button", name="Withdraw consent").click()
    there.get_by_role("button", name="Withdraw and keep them").click()
    expect(here.get_by_text("You withdrew your consent")).to_be_visible()
    there.get_by_role("button", name="Allow analysis after all").click()
    there.get_by_role("dialog").get_by_role("button", name="Allow analysis").click()
    expect(here.get_by_role("heading", name="Allow analysis here, too?")).to_be_visible()
    expect(here.locator("video")).to_have_count(0)


def both_sides_pause(counsellor: Page, client: Page) -> None:
    """Each ends its own pause only, and the client sees that the other's stands."""
    expect(client.get_by_text(LABELLING)).to_be_visible()
    client.get_by_role("button", name="Pause analysis").click()
    counsellor.get_by_role("button", name="Pause analysis").click()
    expect(client.get_by_text("You and your counsellor have paused")).to_be_visible()
    client.get_by_role("button", name="End my own pause").click()
    expect(client.get_by_text("Your counsellor paused the analysis")).to_be_visible()
    counsellor.get_by_role("button", name="Resume analysis").click()
    expect(client.get_by_text(LABELLING)).to_be_visible()
