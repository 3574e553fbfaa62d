"""Every page in both themes, looked at by axe-core: no violation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.service import RunningService

pytestmark = pytest.mark.browser

NOWHERE = "00000000-0000-4000-8000-000000000000"


def test_axe_finds_what_is_wrong(client: Page, service: RunningService) -> None:
    """The negative control: a picture without words and grey on grey, in both themes."""
    client.goto("/sign-in")
    expect(client.get_by_role("heading", name="Sign in")).to_be_visible()
    client.evaluate(
        """() => {
            const main = document.querySelector("main");
            main.append(document.createElement("img"));
            const pale = main.appendChild(document.createElement("p"));
            pale.textContent = "Hardly to be read";
            pale.style.setProperty("color", "#888");
            pale.style.setProperty("background", "#999");
        }"""
    )
    found = {line.split(": ")[1] for line in violations(client)}
    assert {"image-alt", "color-contrast"} <= found


def test_pages_of_somebody_who_is_signed_out(client: Page, service: RunningService) -> None:
    for path, words in (
        ("/sign-in", "Sign in"),
        ("/nowhere", "There is no such page"),
        ("/join/nonsense", "This invite link is unknown"),
    ):
        client.goto(path)
        expect(client.get_by_role("heading", name=words)).to_be_visible()
        assert violations(client) == [], path


def test_pages_of_the_counsellor(counsellor: Page) -> None:
    look = looker(counsellor)
    look("/", "Upcoming")
    for button in ("New consultation", "Invite client", "Cancel"):
        looks_into_the_dialog(counsellor, button)
    looks_into_the_dialog(counsellor, "Times in")
    look("/?view=past", "No past consultations yet")
    look("/?view=unfinished", "Nothing is left to do")
    look("/?search=nobody", "Nothing matches")
    look("/clients?", "Erin")
    looks_into_the_dialog(counsellor, "New client")
    counsellor.get_by_role("link", name="Erin").click()
    expect(counsellor.get_by_role("heading", name="Change over consultations")).to_be_visible()
    assert violations(counsellor) == []
    looks_into_the_dialog(counsellor, "Erase everything")
    look(f"/clients/{NOWHERE}", "There is no such client")


def test_pages_of_a_consultation(service: RunningService, counsellor: Page, client: Page) -> None:
    client.goto(service.invite_url)
    expect(client.get_by_role("button", name="Allow analysis")).to_be_visible()
    assert violations(client) == []
    client.get_by_role("button", name="Allow analysis").click()
    expect(client.get_by_role("button", name="Continue", exact=True)).to_be_visible()
    assert violations(client) == []
    client.get_by_role("button", name="Continue", exact=True).click()
    expect(client.get_by_role("heading", name="Consultation with Alice")).to_be_visible()
    assert violations(client) == []

    counsellor.get_by_role("button", name="Open room").first.click()
    expect(counsellor.get_by_role("button", name="Join the call")).to_be_visible()
    assert violations(counsellor) == []
    counsellor.get_by_role("button", name="Join the call").click()
    expect(counsellor.locator(".face-box")).to_be_visible(timeout=30_000)
    assert violations(counsellor) == []
    assert violations(client) == []
    client.get_by_role("button", name="Withdraw consent").click()
    assert violations(client) == []
    client.get_by_role("button", name="Go on with the analysis").click()

    counsellor.get_by_role("button", name="End", exact=True).click()
    assert violations(counsellor) == []
    counsellor.get_by_role("button", name="End consultation").click()
    expect(counsellor.get_by_role("link", name="Report (PDF)")).to_be_visible(timeout=30_000)
    assert violations(counsellor) == []
    expect(client.get_by_text("The consultation is over")).to_be_visible()
    assert violations(client) == []
    looker(counsellor)("/?view=past", "Add note")
    looks_into_the_dialog(counsellor, "Add note")


def looker(page: Page) -> Callable[[str, str], None]:
    """Return what opens an address, waits for words on it and has axe look."""

    def look(path: str, words: str) -> None:
        page.goto(path)
        expect(page.get_by_text(words).first).to_be_visible()
        assert violations(page) == [], path

    return look


def looks_into_the_dialog(page: Page, button: str) -> None:
    """Open the dialog behind a button, have axe look, and close it."""
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == [], button
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
