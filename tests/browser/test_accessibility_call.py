"""Every page of one consultation in both themes, looked at by axe-core, from link to report."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.axe_audit import CALL_PAGES, looker, looks_into_the_dialog, missed, seen
from tests.service import RunningService

pytestmark = pytest.mark.browser


def test_pages_of_a_consultation(service: RunningService, counsellor: Page, client: Page) -> None:
    client.goto(service.invite_url)
    expect(client.get_by_role("button", name="Allow analysis")).to_be_visible()
    seen(client)
    client.get_by_role("button", name="Allow analysis").click()
    expect(client.get_by_role("button", name="Continue", exact=True)).to_be_visible()
    seen(client)
    client.get_by_role("button", name="Continue", exact=True).click()
    expect(client.get_by_role("heading", name="Consultation with Alice")).to_be_visible()
    seen(client)
    the_room(counsellor, client)
    the_end(counsellor, client)
    assert missed(CALL_PAGES) == []


def the_room(counsellor: Page, client: Page) -> None:
    """The counsellor opens it; both see what is analysed, and how that ends."""
    counsellor.get_by_role("button", name="Open room").first.click()
    expect(counsellor.get_by_role("button", name="Join the call")).to_be_visible()
    seen(counsellor)
    counsellor.get_by_role("button", name="Join the call").click()
    expect(counsellor.locator(".face-box")).to_be_visible(timeout=30_000)
    seen(counsellor)
    seen(client)
    client.get_by_role("button", name="Withdraw consent").click()
    seen(client)
    client.get_by_role("button", name="Go on with the analysis").click()


def the_end(counsellor: Page, client: Page) -> None:
    """The figures, the report, and the client's own page."""
    counsellor.get_by_role("button", name="End", exact=True).click()
    seen(counsellor)
    counsellor.get_by_role("button", name="End consultation").click()
    expect(counsellor.get_by_role("button", name="Plan the next appointment")).to_be_visible()
    assert violations(counsellor) == []
    counsellor.get_by_role("link", name="Read the report").click()
    expect(counsellor.get_by_role("link", name="Report (PDF)")).to_be_visible(timeout=30_000)
    seen(counsellor)
    expect(client.get_by_text("The consultation is over")).to_be_visible()
    seen(client)
    looker(client)(f"{client.url}/report", "No report is shared with you")
    looker(counsellor)("/?view=past", "Add note")
    looks_into_the_dialog(counsellor, "Add note")
