"""A running service, and two Chromiums: the counsellor's and the client's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.browser import policy
from tests.browser.chromium import find_chromium, flags
from tests.browser.scenes import happy_camera
from tests.browser.shared_service import LastingService
from tests.service import PASSWORD, RunningService

PATIENCE = 20_000
"""Milliseconds: a machine that does other things, too, is slow now and then."""


@pytest.fixture(scope="session")
def lasting_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LastingService]:
    # One worker: it serves any of these calls, and each process more makes every start slower.
    with LastingService(tmp_path_factory.mktemp("service"), WORKERS="1") as running:
        yield running


@pytest.fixture(scope="module")
def service(lasting_service: LastingService) -> RunningService:
    """One service for all modules, in which each finds nothing but the demo."""
    lasting_service.begin_anew()
    return lasting_service


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, for one module: its event loop must be gone when asynchronous tests begin."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def happy_face(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A camera file of happy faces."""
    return happy_camera(tmp_path_factory.mktemp("camera") / "happy.y4m")


@pytest.fixture(scope="module")
def camera_file(happy_face: Path) -> Path:
    """What the webcam shows; a module may show something else."""
    return happy_face


@pytest.fixture(scope="module")
def chromium(playwright: Playwright, camera_file: Path) -> Iterator[Browser]:
    """Chromium with a file as its webcam."""
    path = find_chromium()
    assert path is not None, "no Chromium: python -m tests.browser.chromium installs one"
    browser = playwright.chromium.launch(executable_path=path, args=flags(camera_file))
    yield browser
    browser.close()


def context(chromium: Browser, service: RunningService, **options: object) -> BrowserContext:
    """Return a fresh browser profile for the service."""
    made = chromium.new_context(
        base_url=service.url,
        permissions=["camera", "microphone"],
        **options,  # type: ignore[arg-type]
    )
    made.set_default_timeout(PATIENCE)
    policy.watch(made)
    expect.set_options(timeout=PATIENCE)
    return made


@pytest.fixture
def counsellor(chromium: Browser, service: RunningService) -> Iterator[Page]:
    """Alice's page, signed in, on her agenda."""
    profile = context(chromium, service, viewport={"width": 1440, "height": 900})
    page = profile.new_page()
    sign_in(page)
    yield page
    profile.close()


@pytest.fixture
def client(chromium: Browser, service: RunningService) -> Iterator[Page]:
    """Erin's page, on a phone."""
    profile = context(chromium, service, viewport={"width": 390, "height": 844})
    yield profile.new_page()
    profile.close()


def sign_in(page: Page, email: str = "alice@example.org", say: Callable[[str], str] = str) -> None:
    """Sign in by the form; `say` gives its words in the page's language."""
    page.goto("/sign-in")
    page.get_by_label(say("Email")).fill(email)
    page.get_by_label(say("Password")).fill(PASSWORD)
    page.get_by_role("button", name=say("Sign in"), exact=True).click()
    page.wait_for_url("**/")


def plan(page: Page, name: str, call: str) -> str:
    """Plan a consultation on the agenda; return its invite link."""
    page.get_by_role("button", name="New consultation").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Client's name").fill(name)
    dialog.get_by_text(call, exact=True).click()
    dialog.get_by_role("button", name="Plan consultation").click()
    link = dialog.get_by_label("Invite link").input_value()
    dialog.get_by_role("button", name="Done").click()
    return link


def join(page: Page, link: str, decision: str = "Allow analysis") -> None:
    """Follow the invite link, past the check of camera and microphone, into the call."""
    page.goto(link)
    page.get_by_role("button", name=decision).click()
    page.get_by_role("button", name="Continue", exact=True).click()
    page.wait_for_url("**/call/**")
