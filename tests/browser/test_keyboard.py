"""From the invite link into the waiting room with Tab and Enter alone, and seeing where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import plan

pytestmark = pytest.mark.browser

FOCUS = """() => {
  const at = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const words = at.getAttribute("aria-label") ?? at.textContent.trim();
  return { words, ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 };
}"""
HOLDER = "(document.activeElement.closest('dialog') ?? document.activeElement)"
LONGEST_WAY = 25
"""No control is further from the start of its page than so many Tabs."""


def test_from_the_link_to_the_waiting_room(counsellor: Page, client: Page) -> None:
    client.goto(plan(counsellor, "Erin", "Here"))
    for answer in ("Allow analysis", "Continue without analysis"):
        # However long the text is, on a phone, too.
        expect(client.get_by_role("button", name=answer)).to_be_in_viewport(ratio=1)
    tab_to(client, "Allow analysis")
    client.keyboard.press("Enter")
    # Who does not see the page hear that it has changed.
    expect(client.get_by_role("heading", name="Your camera and microphone")).to_be_focused()
    expect(client.get_by_role("button", name="Continue", exact=True)).to_be_visible()
    # Nobody's camera is live in a call because they reloaded the look into the mirror.
    client.reload()
    expect(client.get_by_role("button", name="Continue", exact=True)).to_be_visible()
    expect(client.locator(".call-stage")).to_have_count(0)
    tab_to(client, "Continue")
    client.keyboard.press("Enter")
    expect(
        client.get_by_text("Your counsellor has not opened the consultation yet")
    ).to_be_visible()
    expect(client.get_by_role("main")).to_be_focused()
    a_dialog_gives_the_focus_back(client)
    counsellor.reload()
    expect(counsellor.get_by_text("Erin is waiting")).to_be_visible()


def a_dialog_gives_the_focus_back(page: Page) -> None:
    tab_to(page, "Withdraw consent")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Withdraw your consent?")
    expect(dialog.locator(":focus")).to_have_count(1)
    for _ in range(LONGEST_WAY):
        page.keyboard.press("Tab")
        # Out of the dialog a browser leads to its own bar, but never to the page behind.
        assert page.evaluate("['DIALOG', 'BODY'].includes(FOCUS.tagName)".replace("FOCUS", HOLDER))
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Withdraw consent")).to_be_focused()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until a control has the focus; wherever it is on the way, it is seen."""
    passed = []
    for _ in range(LONGEST_WAY):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        passed.append(focus["words"])
        assert focus["ring"], f"nothing shows that {focus['words']!r} has the focus"
        if focus["words"] == words:
            return
    pytest.fail(f"{words!r} is not reached: {passed}")
