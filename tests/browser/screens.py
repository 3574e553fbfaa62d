"""`python -m tests.browser.screens OUT [en|uk]`: pictures of every page, at 1440 and 390 pixels.

The client's camera shows the public-domain portrait that scikit-image ships, never a research
face: these pictures may be published.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from babel.messages.pofile import read_po
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import find_chromium, flags
from tests.browser.conftest import context, sign_in
from tests.browser.scenes import portrait_scene, scene, write_camera_file
from tests.service import RunningService

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
CATALOGUE = Path(__file__).resolve().parents[2] / "consult/locale/uk/LC_MESSAGES/djangojs.po"
LARGEST = 200_000
"""Bytes of a picture."""
LOCALES = {"en": "en-GB", "uk": "uk-UA"}

COUNSELLORS = {"agenda-past": "/?view=past", "clients": "/clients"}
ADMINISTRATORS = {
    "review": "/review",
    "review-list": "/review/consultations",
    "queue": "/review/queue",
    "practice": "/practice",
}

Say = Callable[[str], str]
"""A text of the pages in the walk's language."""


def main(out: Path, language: str = "en") -> None:
    """Start the service, walk through it and take the pictures."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        camera = Path(folder) / "portrait.y4m"
        write_camera_file(camera, [(portrait_scene(), 8.0), (scene(None), 3.0)])
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=flags(camera))
        with RunningService(Path(folder) / "data", DEMO_HISTORY="1") as service:
            walk(chromium, service, out, language)
        chromium.close()


def speaker(language: str) -> Say:
    """Return what says a text in a language: English is in the source."""
    if language == "en":
        return lambda text: text
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale=language)
    return lambda text: str(catalogue[text].string)


def walk(chromium: Browser, service: RunningService, out: Path, language: str) -> None:
    """One consultation, seen from both sides."""
    say = speaker(language)
    alice, erin = (
        context(chromium, service, viewport=WIDE, locale=LOCALES[language]).new_page()
        for _ in range(2)
    )
    alice.goto("/sign-in")
    shoot(alice, out / "sign-in")
    sign_in(alice, say=say)
    shoot_settled(alice, out / "agenda")
    erin_joins(erin, service.invite_url, out, say)
    alice.get_by_role("button", name=say("Open room")).first.click()
    alice.get_by_role("button", name=say("Join the call")).click()
    expect(alice.locator(".face-box")).to_be_visible(timeout=30_000)
    alice.get_by_role("textbox", name=say("Note")).fill(
        {"en": "breathing exercise", "uk": "дихальна вправа"}[language]
    )
    alice.keyboard.press("Enter")
    alice.wait_for_timeout(45_000)
    expect(alice.locator(".face-box")).to_be_visible(timeout=30_000)
    shoot(alice, out / "room")
    # The face has gone and come back: it stays for as long as the pictures take.
    expect(erin.locator(".own-label")).not_to_contain_text(say("Happiness"), timeout=30_000)
    expect(erin.locator(".own-label")).to_contain_text(say("Happiness"), timeout=30_000)
    shoot(erin, out / "call")
    if language == "en":
        shoot_in_ukrainian(chromium, service, alice, out)
    alice.get_by_role("button", name=say("End"), exact=True).click()
    alice.get_by_role("button", name=say("End consultation")).click()
    read_on = alice.get_by_role("link", name=say("Read the report"))
    expect(read_on).to_be_visible()
    shoot(alice, out / "end")
    shoot(erin, out / "over")
    read_on.click()
    expect(alice.get_by_role("link", name=say("Report (PDF)"))).to_be_visible(timeout=30_000)
    shoot(alice, out / "report")
    shoot_pages(alice, COUNSELLORS, out)
    alice.get_by_role("button", name=say("New consultation")).first.click()
    shoot(alice, out / "plan")
    alice.goto("/clients")
    alice.get_by_role("link", name="Erin").first.click()
    shoot_settled(alice, out / "client")
    shoot_administration(chromium, service, out, language)
    with alice.expect_download() as download:
        alice.get_by_role("link", name=say("Report (PDF)")).click()
    download.value.save_as(out / "report.pdf")


def erin_joins(erin: Page, link: str, out: Path, say: Say) -> None:
    """The client's way in, up to the waiting room."""
    erin.goto(link)
    allow = erin.get_by_role("button", name=say("Allow analysis"), exact=True)
    expect(allow).to_be_visible()
    shoot(erin, out / "invite")
    allow.click()
    go_on = erin.get_by_role("button", name=say("Continue"), exact=True)
    expect(go_on).to_be_visible()
    shoot(erin, out / "camera-check")
    go_on.click()
    erin.wait_for_url("**/call/**")
    shoot(erin, out / "waiting-room")


def shoot_pages(page: Page, paths: dict[str, str], out: Path) -> None:
    """Open pages that only need to be opened."""
    for name, path in paths.items():
        page.goto(path)
        shoot_settled(page, out / name)


def shoot_settled(page: Page, path: Path) -> None:
    """Take a page once it has its heading, and nothing on it is on its way any more."""
    page.wait_for_function(
        "() => document.querySelector('main h1') && !document.querySelector('main .spinner')"
    )
    shoot(page, path)


def shoot_administration(
    chromium: Browser, service: RunningService, out: Path, language: str = "en"
) -> None:
    """The administrator's pages: review, practice, team with somebody invited, own account."""
    say = speaker(language)
    carol = context(chromium, service, viewport=WIDE, locale=LOCALES[language]).new_page()
    sign_in(carol, "carol@example.org", say)
    carol.goto("/team")
    carol.get_by_role("button", name=say("Invite a colleague")).click()
    carol.get_by_label(say("Email")).fill("dave@example.org")
    carol.get_by_role("button", name=say("Send the invitation")).click()
    carol.get_by_role("button", name=say("Done")).click()
    expect(carol.get_by_text("dave@example.org")).to_be_visible()
    shoot(carol, out / "team")
    carol.goto("/account")
    expect(carol.get_by_text(say("this browser"))).to_be_visible()
    shoot(carol, out / "account")
    shoot_pages(carol, ADMINISTRATORS, out)


def shoot_in_ukrainian(chromium: Browser, service: RunningService, alice: Page, out: Path) -> None:
    """The room once more for a Ukrainian counsellor, in the dark."""
    profile = context(chromium, service, viewport=WIDE, locale="uk-UA", color_scheme="dark")
    profile.add_cookies(alice.context.cookies())  # type: ignore[arg-type]
    page = profile.new_page()
    page.goto(alice.url)
    # Takes the place of the first page, which the call has left by this.
    page.get_by_role("button", name=speaker("uk")("Join the call"), exact=True).click()
    expect(page.locator(".face-box")).to_be_visible(timeout=30_000)
    page.wait_for_timeout(2000)
    shoot(page, out / "room-uk-dark")
    profile.close()


def shoot(page: Page, path: Path) -> None:
    """Take the page wide and on a phone."""
    for name, size in (("1440", WIDE), ("390", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_timeout(700)
        keep(page.screenshot(full_page=True), Path(f"{path}-{name}.png"))
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]


def keep(picture: bytes, path: Path) -> None:
    """Write a picture in 256 colours, or in fewer until it is small enough for a repository."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (256, 128, 64, 32):
        small = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        if len(small.getvalue()) <= LARGEST:
            break
    path.write_bytes(small.getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screens"), *sys.argv[2:3])
