"""The call in two real browsers: seeing each other, its controls, its chat, and coming back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.calls import LABELLING, meet, page_of_caller, press, see_each_other
from tests.browser.conftest import join, plan, sign_in
from tests.browser.pictures import wait_for_moving_picture
from tests.service import RunningService

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def alice(chromium: Browser, service: RunningService) -> Iterator[Page]:
    with page_of_caller(chromium, service, width=1440, height=900) as page:
        sign_in(page)
        yield page


@pytest.fixture
def erin(chromium: Browser, service: RunningService) -> Iterator[Page]:
    with page_of_caller(chromium, service, width=390, height=844) as page:
        yield page


def test_both_see_each_other_and_the_analysis_goes_on_beside(alice: Page, erin: Page) -> None:
    meet(alice, erin, "Erin One")
    expect(erin.get_by_text(LABELLING)).to_be_visible()
    expect(alice.locator(".remote .face-box")).to_be_visible(timeout=30_000)
    the_box_lies_on_the_picture(alice)
    a_pause_of_the_analysis_stops_no_call(alice, erin)


def the_box_lies_on_the_picture(page: Page) -> None:
    """The face is in the middle of the camera's scene, and so is its box in the picture."""
    box, video = (page.locator(css).bounding_box() for css in (".face-box", ".remote-video"))
    assert box is not None
    assert video is not None
    middle = (box["x"] + box["width"] / 2 - video["x"]) / video["width"]
    assert 0.35 < middle < 0.65
    assert 0.1 < box["width"] / video["width"] < 0.6


def a_pause_of_the_analysis_stops_no_call(alice: Page, erin: Page) -> None:
    press(erin, "Pause analysis")
    expect(alice.locator(".remote .face-box")).to_have_count(0)
    for page in (alice, erin):
        wait_for_moving_picture(page)


def test_who_refuses_the_analysis_has_the_call_all_the_same(alice: Page, erin: Page) -> None:
    meet(alice, erin, "Erin Two", decision="Continue without analysis")
    expect(alice.get_by_text("The client declined analysis")).to_be_visible()
    expect(erin.get_by_text("Nothing is analysed")).to_be_visible()
    expect(erin.get_by_text(LABELLING)).to_have_count(0)
    expect(alice.locator(".face-box")).to_have_count(0)


def test_what_is_written_is_read_there_and_survives_a_reload(alice: Page, erin: Page) -> None:
    meet(alice, erin, "Erin Five")
    press(erin, "Chat")
    erin.get_by_role("textbox", name="Message", exact=True).fill("Good morning")
    erin.keyboard.press("Enter")
    alice.get_by_role("button", name="1 new message").click()
    expect(alice.get_by_role("log").get_by_text("Good morning")).to_be_visible()
    erin.reload()
    see_each_other(alice, erin, "Erin Five")
    erin.get_by_role("button", name="Chat", exact=True).click()
    expect(erin.get_by_role("log").get_by_text("Good morning")).to_be_visible()


@pytest.mark.parametrize("who", ["alice", "erin"])
def test_a_reload_comes_back_into_the_call(alice: Page, erin: Page, who: str) -> None:
    name = f"Erin after {who}"
    meet(alice, erin, name)
    {"alice": alice, "erin": erin}[who].reload()
    see_each_other(alice, erin, name)


def test_the_call_outlives_the_servers_death(
    service: RunningService, alice: Page, erin: Page
) -> None:
    meet(alice, erin, "Erin Six")
    for web in service.processes("consult.asgi"):
        web.kill()
    for page in (alice, erin):
        wait_for_moving_picture(page)
        expect(page.get_by_text("In the call with")).to_be_visible()
    wait_until_it_answers(alice)
    press(erin, "Mute")
    expect(alice.get_by_text("muted", exact=True)).to_be_visible(timeout=30_000)


def wait_until_it_answers(page: Page) -> None:
    page.wait_for_function(
        "() => fetch('/healthz/').then((answer) => answer.ok, () => false)", timeout=30_000
    )


def test_both_look_for_another_way_at_once_and_find_it(alice: Page, erin: Page) -> None:
    meet(alice, erin, "Erin Six")
    before = [page.evaluate(UFRAG) for page in (alice, erin)]
    for page in (alice, erin):
        # Not awaited between the two: their offers cross.
        page.evaluate("setTimeout(() => peers.at(-1).restartIce(), 300 - Date.now() % 300)")
    for page, old in zip((alice, erin), before, strict=True):
        page.wait_for_function(
            f"() => {UFRAG} !== {old!r} && peers.at(-1).signalingState === 'stable'"
        )
        wait_for_moving_picture(page)
        expect(page.get_by_text("In the call with")).to_be_visible()


UFRAG = "peers.at(-1).currentLocalDescription.sdp.match(/ice-ufrag:(\\S+)/)[1]"
"""What names an ICE session; a restart makes a new one."""


def test_the_counsellor_comes_without_a_camera_and_both_may_leave(alice: Page, erin: Page) -> None:
    alice.goto("/")
    link = plan(alice, "Erin Seven", "Here")
    alice.locator("li", has_text="Erin Seven").get_by_role("button", name="Open room").click()
    alice.get_by_role("switch", name="Camera").click()
    press(alice, "Join the call")
    expect(alice.get_by_text("Waiting for Erin Seven to join the call")).to_be_visible()
    join(erin, link)
    wait_for_moving_picture(alice)
    expect(erin.get_by_text("Alice has the camera off")).to_be_visible()
    press(erin, "Mute")
    press(erin, "Leave")
    expect(alice.get_by_text("Erin Seven has left the call")).to_be_visible()
    # Who left is not brought back by a reload, and comes back as they were.
    erin.reload()
    expect(erin.get_by_role("switch", name="Microphone")).not_to_be_checked()
    expect(erin.get_by_text("You have left the call.")).to_be_visible()
    press(erin, "Join the call again")
    wait_for_moving_picture(alice)
    expect(alice.get_by_text("muted", exact=True)).to_be_visible()


def test_a_closed_tab_has_left_the_call(alice: Page, erin: Page) -> None:
    meet(alice, erin, "Erin Fourteen")
    erin.close(run_before_unload=True)
    expect(alice.get_by_text("Erin Fourteen has left the call")).to_be_visible()


def test_another_tab_takes_the_call_and_gives_it_back(alice: Page, erin: Page) -> None:
    meet(alice, erin, "Erin Eight")
    second = erin.context.new_page()
    second.goto(erin.url)
    # Another tab, as another person, is asked how it comes.
    press(second, "Continue")
    wait_for_moving_picture(second)
    expect(erin.get_by_text("The call goes on in another tab or device.")).to_be_visible()
    press(erin, "Take the call here")
    see_each_other(alice, erin, "Erin Eight")
    expect(second.get_by_role("button", name="Take the call here")).to_be_visible()


"""The track that is sent now."""


def test_the_end_of_the_consultation_ends_the_call_and_offers_to_erase(
    alice: Page, erin: Page
) -> None:
    meet(alice, erin, "Erin Ten")
    press(erin, "Chat")
    erin.get_by_role("textbox", name="Message", exact=True).fill("Goodbye")
    erin.keyboard.press("Enter")
    expect(erin.get_by_role("log").get_by_text("Goodbye")).to_be_visible()
    press(alice, "End")
    press(alice, "End consultation")
    expect(alice.get_by_role("heading", name="The consultation is over")).to_be_visible()
    expect(erin.get_by_role("heading", name="The consultation is over")).to_be_visible()
    expect(erin.get_by_text("1 message that you wrote in the chat.")).to_be_visible()
    press(erin, "Erase my messages")
    erin.get_by_role("dialog").get_by_role("button", name="Erase them now").click()
    expect(erin.get_by_text("1 message that you wrote in the chat.")).to_have_count(0)
