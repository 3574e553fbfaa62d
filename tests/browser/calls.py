"""Two people in a call: how they get there, and what shows that they see each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import context, join, plan
from tests.browser.pictures import wait_for_moving_picture
from tests.service import RunningService

LABELLING = "Software is labelling visible expressions from your camera"
KEEP_PEERS = """
window.peers = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) { super(...given); peers.push(this); }
};
"""
"""For `add_init_script`: the page's connections to other people, in `peers`."""


@contextmanager
def page_of_caller(
    chromium: Browser, service: RunningService, *, width: int, height: int
) -> Iterator[Page]:
    """Open a page in a profile of its own, with its connections in `peers`; sizes in pixels."""
    profile = context(chromium, service, viewport={"width": width, "height": height})
    profile.add_init_script(KEEP_PEERS)
    yield profile.new_page()
    profile.close()


def meet(
    alice: Page, erin: Page, name: str, decision: str = "Allow analysis", with_whom: str = "Alice"
) -> None:
    """Let both come into a new consultation's call, and see each other."""
    alice.goto("/")
    link = plan(alice, name, "Here")
    alice.locator("li", has_text=name).get_by_role("button", name="Open room").click()
    alice.get_by_role("button", name="Join the call").click()
    join(erin, link, decision)
    see_each_other(alice, erin, name, with_whom)


def see_each_other(alice: Page, erin: Page, name: str, with_whom: str = "Alice") -> None:
    expect(alice.get_by_text(f"In the call with {name}")).to_be_visible(timeout=30_000)
    expect(erin.get_by_text(f"In the call with {with_whom}")).to_be_visible(timeout=30_000)
    for page in (alice, erin):
        wait_for_moving_picture(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
