"""What goes wrong around a page is said in words and mends itself; nothing stored is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.calls import LABELLING, meet, press, see_each_other
from tests.browser.chromium import find_chromium, flags
from tests.browser.conftest import context, plan, sign_in
from tests.browser.pictures import wait_for_moving_picture
from tests.browser.received_readings import KEEP_TOLD, stored, told
from tests.service import RunningService, wait_until

pytestmark = pytest.mark.browser

OFFLINE = "This device is offline. It reconnects by itself."
LOST = "The connection was lost. Reconnecting…"
ANALYSING = "Analysing the client's camera"


@pytest.fixture
def alice(chromium: Browser, service: RunningService) -> Iterator[Page]:
    profile = context(chromium, service, viewport={"width": 1440, "height": 900})
    profile.add_init_script(KEEP_TOLD)
    page = profile.new_page()
    sign_in(page)
    yield page
    profile.close()


@pytest.fixture
def erin(client: Page) -> Page:
    return client


def test_breaks_mend_themselves_and_no_reading_is_missing(
    service: RunningService, alice: Page, erin: Page
) -> None:
    meet(alice, erin, "Erin One")
    analysed(alice, erin)
    the_client_goes_offline(erin, alice)
    the_counsellor_goes_offline(alice, erin)
    the_counsellors_laptop_sleeps(alice, erin)
    the_server_dies(service, alice, erin)
    alice.reload()
    analysed(alice, erin)
    see_each_other(alice, erin, "Erin One")

    alice.get_by_role("button", name="Pause analysis").click()
    expect(erin.get_by_text("Your counsellor paused the analysis")).to_be_visible()
    wait_until(lambda: told(alice) == stored(service, alice))


def analysed(alice: Page, erin: Page) -> None:
    """Both pages say that it goes on, and a face is read."""
    expect(erin.get_by_text(LABELLING)).to_be_visible(timeout=30_000)
    expect(alice.get_by_text(ANALYSING)).to_be_visible(timeout=30_000)
    expect(alice.locator(".remote .face-box")).to_be_visible(timeout=30_000)


def the_client_goes_offline(erin: Page, alice: Page) -> None:
    erin.context.set_offline(True)
    expect(erin.get_by_text(OFFLINE)).to_be_visible()
    expect(alice.get_by_text("No new picture from the client's camera").first).to_be_visible()
    erin.context.set_offline(False)
    analysed(alice, erin)


def the_counsellor_goes_offline(alice: Page, erin: Page) -> None:
    """The readings go on meanwhile; what was missed is there after."""
    alice.context.set_offline(True)
    expect(alice.get_by_text(OFFLINE)).to_be_visible()
    expect(erin.get_by_text(LABELLING)).to_be_visible()
    erin.wait_for_timeout(2000)
    alice.context.set_offline(False)
    analysed(alice, erin)


def the_counsellors_laptop_sleeps(alice: Page, erin: Page) -> None:
    """The page stands still for some seconds, as under a closed lid."""
    devtools = alice.context.new_cdp_session(alice)
    devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    erin.wait_for_timeout(4000)
    devtools.send("Page.setWebLifecycleState", {"state": "active"})
    analysed(alice, erin)


def the_server_dies(service: RunningService, alice: Page, erin: Page) -> None:
    """Both say so, the call itself goes on, and both are back with the server."""
    for web in service.processes("consult.asgi"):
        web.kill()
    expect(alice.get_by_text(LOST)).to_be_visible()
    expect(erin.get_by_text(LOST)).to_be_visible()
    wait_for_moving_picture(alice)
    analysed(alice, erin)


def test_a_camera_that_stops_is_said_and_comes_back(alice: Page, erin: Page) -> None:
    meet(alice, erin, "Erin Two")
    analysed(alice, erin)
    camera_stops(erin)
    expect(erin.get_by_text("The camera stopped")).to_be_visible()
    expect(erin.get_by_text("There is no picture from your camera.")).to_be_visible()
    expect(alice.get_by_text("Erin Two has the camera off")).to_be_visible()
    press(erin, "Try again")
    analysed(alice, erin)

    # The browser itself ends the track of a camera that it may not use any more.
    allow_camera(erin, "denied")
    expect(erin.get_by_text("The browser does not allow the camera")).to_be_visible()
    # Allowed again in the browser's settings: nothing else needs to be pressed.
    allow_camera(erin, "granted")
    analysed(alice, erin)


def camera_stops(page: Page) -> None:
    """What a browser does with the camera's track when the camera is unplugged or taken away."""
    page.evaluate(
        """() => {
          const [track] = document.querySelector(".self-view video").srcObject.getVideoTracks();
          track.stop();
          track.dispatchEvent(new Event("ended"));
        }"""
    )


def allow_camera(page: Page, setting: str) -> None:
    """What a person does in the browser's settings of a page."""
    browser = page.context.browser
    assert browser is not None
    devtools = browser.new_browser_cdp_session()
    targets = devtools.send("Target.getTargets")["targetInfos"]
    profile = next(one["browserContextId"] for one in targets if one["url"] == page.url)
    wanted = {"permission": {"name": "camera"}, "setting": setting, "origin": page.url}
    devtools.send("Browser.setPermission", {**wanted, "browserContextId": profile})


@pytest.fixture
def without_devices(playwright: Playwright, service: RunningService) -> Iterator[Page]:
    """A browser on a machine that has neither camera nor microphone."""
    given = [flag for flag in flags() if not flag.startswith("--use-fake-device")]
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=given)
    yield context(browser, service).new_page()
    browser.close()


def test_who_has_no_camera_comes_into_the_call_all_the_same(
    alice: Page, without_devices: Page
) -> None:
    erin = without_devices
    link = plan(alice, "Erin Three", "Here")
    alice.locator("li", has_text="Erin Three").get_by_role("button", name="Open room").click()
    press(alice, "Join the call")
    erin.goto(link)
    press(erin, "Allow analysis")
    expect(erin.get_by_text("No camera was found")).to_be_visible()
    expect(erin.get_by_text("No microphone was found")).to_be_visible()
    press(erin, "Continue without a camera")
    wait_for_moving_picture(erin)
    expect(erin.get_by_text("There is no picture from your camera.")).to_be_visible()
    expect(alice.get_by_text("Erin Three has the camera off")).to_be_visible()


def test_a_page_that_found_no_server_finds_it_later(alice: Page, erin: Page) -> None:
    link = plan(alice, "Erin Four", "Here")
    erin.route("**/api/**", lambda route: route.abort())
    erin.goto(link)
    expect(erin.get_by_role("heading", name="The server cannot be reached")).to_be_visible()
    erin.unroute("**/api/**")
    expect(erin.get_by_role("button", name="Allow analysis")).to_be_visible()


def test_a_call_in_two_tabs_is_in_the_newer_one(alice: Page, erin: Page) -> None:
    meet(alice, erin, "Erin Five")
    analysed(alice, erin)
    second = erin.context.new_page()
    second.goto(erin.url)
    press(second, "Continue")
    analysed(alice, second)
    expect(erin.get_by_text("The call goes on in another tab or device.")).to_be_visible()
    expect(erin.get_by_text("The camera is in use in another tab or device.")).to_be_visible()
    press(erin, "Take the call here")
    analysed(alice, erin)
    expect(second.get_by_text("The camera is in use in another tab or device.")).to_be_visible()
