"""Two consultations at once in one service: nothing of one is seen in the other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.calls import meet, press
from tests.browser.conftest import context, sign_in
from tests.browser.received_readings import KEEP_TOLD, stored, told
from tests.service import RunningService, wait_until

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(chromium: Browser, service: RunningService) -> Iterator[list[Page]]:
    """Browsers of their own for Alice, Bob, Erin and Frank."""
    profiles = [context(chromium, service) for _ in range(4)]
    for profile in profiles:
        profile.add_init_script(KEEP_TOLD)
    yield [profile.new_page() for profile in profiles]
    for profile in profiles:
        profile.close()


def test_neither_readings_nor_words_nor_boxes_cross_over(
    service: RunningService, pages: list[Page]
) -> None:
    alice, bob, erin, frank = pages
    sign_in(alice)
    sign_in(bob, "bob@example.org")
    meet(alice, erin, "Erin With Alice")
    meet(bob, frank, "Frank With Bob", with_whom="Bob")
    for counsellor in (alice, bob):
        expect(counsellor.locator(".remote .face-box")).to_be_visible(timeout=30_000)

    words_stay_in_their_call(alice, erin, bob, frank)
    a_pause_holds_one_of_the_two(alice, bob)
    wait_until(lambda: told(alice) == stored(service, alice))
    assert len(told(alice)) > 3
    press(bob, "Pause analysis")
    wait_until(lambda: told(bob) == stored(service, bob))
    assert told(bob).isdisjoint(told(alice))
    bob.goto(alice.url)
    expect(bob.get_by_text("This room is not yours")).to_be_visible()


def words_stay_in_their_call(alice: Page, erin: Page, bob: Page, frank: Page) -> None:
    for client, words in ((erin, "Good morning, Alice"), (frank, "Good evening, Bob")):
        press(client, "Chat")
        client.get_by_role("textbox", name="Message", exact=True).fill(words)
        client.keyboard.press("Enter")
    for counsellor, words in ((alice, "Good morning, Alice"), (bob, "Good evening, Bob")):
        counsellor.get_by_role("button", name="1 new message").click()
        expect(counsellor.get_by_role("log").get_by_role("listitem")).to_have_count(1)
        expect(counsellor.get_by_role("log")).to_contain_text(words)


def a_pause_holds_one_of_the_two(alice: Page, bob: Page) -> None:
    press(alice, "Pause analysis")
    expect(alice.locator(".face-box")).to_have_count(0)
    before = len(told(bob))
    wait_until(lambda: len(told(bob)) > before + 3)
    expect(bob.locator(".remote .face-box")).to_be_visible()
