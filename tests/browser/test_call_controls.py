"""The call's controls in two real browsers: devices, screen, keyboard, full screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.calls import LABELLING, meet, page_of_caller, press
from tests.browser.conftest import sign_in
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


@pytest.fixture(autouse=True)
def drawn_screen(erin: Page) -> None:
    """Give a page a screen to share: a browser without a window has none of its own."""
    erin.add_init_script(
        """
        window.drawnScreen = async () => {
          const canvas = Object.assign(document.createElement("canvas"),
                                       { width: 800, height: 450 });
          const context = canvas.getContext("2d");
          setInterval(() => {
            context.fillStyle = `hsl(${Date.now() / 20 % 360} 60% 60%)`;
            context.fillRect(0, 0, 800, 450);
          }, 100);
          return canvas.captureStream(10);
        };
        """
    )


def test_every_control_is_reached_and_used_by_the_keyboard(alice: Page, erin: Page) -> None:
    meet(alice, erin, "Erin Nine")
    alice.get_by_role("button", name="Mute", exact=True).focus()
    names = []
    for _ in range(7):
        names.append(alice.evaluate("document.activeElement.textContent"))
        alice.keyboard.press("Tab")
    words = ["Mute", "Stop camera", "Share screen", "Chat", "Full screen", "Devices", "Leave"]
    assert names == words
    alice.get_by_role("button", name="Devices").focus()
    alice.keyboard.press("Enter")
    expect(alice.get_by_role("dialog").get_by_label("Microphone")).to_be_visible()
    alice.keyboard.press("Escape")
    expect(alice.get_by_role("button", name="Devices")).to_be_focused()


def test_another_microphone_goes_onto_the_line_at_once(alice: Page, erin: Page) -> None:
    meet(alice, erin, "Erin Eleven")
    before = alice.evaluate(SOUND)
    press(alice, "Devices")
    microphones = alice.get_by_role("dialog").get_by_label("Microphone")
    chosen = microphones.input_value()
    other = microphones.locator("option").evaluate_all(
        "(options, chosen) => options.map((o) => o.value).filter((v) => v && v !== chosen)", chosen
    )
    microphones.select_option(other[-1])
    press(alice, "Done")
    alice.wait_for_function(f"() => {SOUND} && {SOUND} !== {before!r}")
    wait_for_moving_picture(erin)


SOUND = "peers.at(-1).getSenders().find((line) => line.track?.kind === 'audio')?.track.id"


def test_another_speaker_is_heard_at_once_and_after_a_reload(alice: Page, erin: Page) -> None:
    meet(alice, erin, "Erin Thirteen")
    press(alice, "Devices")
    speakers = alice.get_by_role("dialog").get_by_label("Speaker")
    other = speakers.locator("option").last.get_attribute("value")
    assert other
    assert alice.locator(".remote-video").evaluate("video => video.sinkId") != other
    speakers.select_option(other)
    press(alice, "Done")
    alice.reload()
    wait_for_moving_picture(alice)
    alice.wait_for_function(f"() => document.querySelector('.remote-video').sinkId === {other!r}")


def test_the_call_fills_the_screen_and_lets_it_go_for_the_chat(alice: Page, erin: Page) -> None:
    meet(alice, erin, "Erin Twelve")
    press(alice, "Full screen")
    full = alice.locator(".call-stage:fullscreen")
    # Whoever looks at somebody whose expressions are labelled sees that they are.
    expect(full.get_by_text("Analysing the client's camera")).to_be_in_viewport(ratio=1)
    expect(full.get_by_role("button", name="Pause analysis")).to_be_in_viewport(ratio=1)
    press(alice, "Chat")
    expect(alice.get_by_role("textbox", name="Message", exact=True)).to_be_focused()
    expect(alice.locator(".call-stage:fullscreen")).to_have_count(0)
    press(alice, "Close")
    expect(alice.get_by_role("button", name="Chat", exact=True)).to_be_focused()


def test_full_screen_hides_from_nobody_that_software_looks_nor_how_to_stop_it(
    alice: Page, erin: Page
) -> None:
    meet(alice, erin, "Erin Fifteen")
    press(erin, "Full screen")
    full = erin.locator(".call-stage:fullscreen")
    for width in (1440, 390):
        erin.set_viewport_size({"width": width, "height": 844})
        expect(full.get_by_text(LABELLING)).to_be_in_viewport(ratio=1)
        for stop in ("Pause analysis", "Withdraw consent"):
            expect(full.get_by_role("button", name=stop)).to_be_in_viewport(ratio=1)
    full.get_by_role("button", name="Pause analysis").click()
    expect(full.get_by_text("You paused the analysis")).to_be_visible()
    full.get_by_role("button", name="Withdraw consent").click()
    erin.get_by_role("button", name="Withdraw and keep them").click()
    expect(full).to_have_count(0)
    expect(erin.get_by_role("heading", name="Nothing is analysed")).to_be_focused()
