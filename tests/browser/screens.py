"""`python -m tests.browser.screens OUT`: pictures of every page, at 1440 and 390 pixels.

The client's camera shows the public-domain portrait that scikit-image ships, never a research
face: these pictures may be published.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import find_chromium, flags
from tests.browser.conftest import context, sign_in
from tests.browser.scenes import portrait_scene, scene, write_camera_file
from tests.service import RunningService

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def main(out: Path) -> None:
    """Start the service, walk through it and take the pictures."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        camera = Path(folder) / "portrait.y4m"
        write_camera_file(camera, [(portrait_scene(), 8.0), (scene(None), 3.0)])
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=flags(camera))
        with RunningService(Path(folder) / "data") as service:
            walk(chromium, service, out)
        chromium.close()


def walk(chromium: Browser, service: RunningService, out: Path) -> None:
    """One consultation, seen from both sides."""
    alice = context(chromium, service, viewport=WIDE, locale="en-GB").new_page()
    erin = context(chromium, service, viewport=WIDE, locale="en-GB").new_page()
    alice.goto("/sign-in")
    shoot(alice, out / "sign-in")
    sign_in(alice)
    shoot(alice, out / "agenda")
    erin.goto(service.invite_url)
    expect(erin.get_by_role("button", name="Allow analysis")).to_be_visible()
    shoot(erin, out / "invite")
    erin.get_by_role("button", name="Allow analysis").click()
    expect(erin.get_by_role("button", name="Continue", exact=True)).to_be_visible()
    shoot(erin, out / "camera-check")
    erin.get_by_role("button", name="Continue", exact=True).click()
    erin.wait_for_url("**/call/**")
    shoot(erin, out / "waiting-room")
    alice.get_by_role("button", name="Open room").first.click()
    expect(alice.locator(".face-box")).to_be_visible(timeout=30_000)
    alice.get_by_placeholder("Write a note").or_(alice.get_by_role("textbox")).first.fill(
        "breathing exercise"
    )
    alice.keyboard.press("Enter")
    alice.wait_for_timeout(45_000)
    expect(alice.locator(".face-box")).to_be_visible(timeout=30_000)
    shoot(alice, out / "room")
    shoot(erin, out / "call")
    shoot_in_ukrainian(chromium, service, alice, out)
    alice.get_by_role("button", name="End", exact=True).click()
    alice.get_by_role("button", name="End consultation").click()
    expect(alice.get_by_role("link", name="Report (PDF)")).to_be_visible(timeout=30_000)
    shoot(alice, out / "report")
    shoot(erin, out / "over")
    with alice.expect_download() as download:
        alice.get_by_role("link", name="Report (PDF)").click()
    download.value.save_as(out / "report.pdf")


def shoot_in_ukrainian(chromium: Browser, service: RunningService, alice: Page, out: Path) -> None:
    """The room once more for a Ukrainian counsellor, in the dark."""
    profile = context(chromium, service, viewport=WIDE, locale="uk-UA", color_scheme="dark")
    profile.add_cookies(alice.context.cookies())  # type: ignore[arg-type]
    page = profile.new_page()
    page.goto(alice.url)
    expect(page.locator(".face-box")).to_be_visible(timeout=30_000)
    page.wait_for_timeout(2000)
    shoot(page, out / "room-uk-dark")
    profile.close()


def shoot(page: Page, path: Path) -> None:
    """Take the page wide and on a phone."""
    for name, size in (("1440", WIDE), ("390", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_timeout(700)
        page.screenshot(path=f"{path}-{name}.png", full_page=True)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screens"))
