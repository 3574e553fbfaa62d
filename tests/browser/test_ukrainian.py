"""The main way in Ukrainian, in two browsers that ask for it: invited, agreed, in the room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import context, sign_in
from tests.browser.screenshots import LOCALES, speaker
from tests.service import RunningService

pytestmark = pytest.mark.browser

say = speaker("uk")
KNOWS_NOT = "It can be wrong, and it does not know what you feel. No picture is kept."


@pytest.fixture
def olena(chromium: Browser, service: RunningService) -> Iterator[Page]:
    """A counsellor's page, signed in, in a browser that speaks Ukrainian."""
    size = {"width": 1440, "height": 900}
    profile = context(chromium, service, viewport=size, locale=LOCALES["uk"])
    page = profile.new_page()
    sign_in(page, say=say)
    yield page
    profile.close()


@pytest.fixture
def taras(chromium: Browser, service: RunningService) -> Iterator[Page]:
    """The invited client's, on a phone."""
    size = {"width": 390, "height": 844}
    profile = context(chromium, service, viewport=size, locale=LOCALES["uk"])
    yield profile.new_page()
    profile.close()


def test_from_the_invitation_into_the_room(
    service: RunningService, olena: Page, taras: Page
) -> None:
    expect(olena.get_by_role("heading", name=say("Agenda"))).to_be_visible()
    assert violations(olena) == []
    agrees(taras, service.invite_url)
    press(olena, "Open room")
    expect(taras.get_by_text(say(KNOWS_NOT)).first).to_be_visible()
    assert violations(taras) == []
    press(olena, "Join the call")
    expect(olena.locator(".face-box")).to_contain_text(say("Happiness"), timeout=30_000)
    for words in ("Analysing the client's camera", "Mark this moment", "Now", "Coverage"):
        expect(olena.get_by_text(say(words)).first).to_be_visible()
    assert violations(olena) == []


def agrees(page: Page, link: str) -> None:
    """Follow the invite link past the consent and the check of the camera."""
    page.goto(link)
    expect(page.get_by_role("button", name=say("Allow analysis"), exact=True)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "uk"
    assert violations(page) == []
    press(page, "Allow analysis")
    press(page, "Continue")
    page.wait_for_url("**/call/**")


def press(page: Page, words: str) -> None:
    """Press the first button with these words, said in Ukrainian."""
    page.get_by_role("button", name=say(words), exact=True).first.click()
