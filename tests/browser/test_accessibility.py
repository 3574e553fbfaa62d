"""Every page in both themes, looked at by axe-core: no violation, and nothing refused by the
content security policy (S13)."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser import policy
from tests.browser.axe import violations
from tests.browser.conftest import sign_in
from tests.service import ROOT, RunningService

pytestmark = pytest.mark.browser

NOWHERE = "00000000-0000-4000-8000-000000000000"
ROUTES = ROOT / "frontend" / "src" / "App.tsx"

visited: set[str] = set()
"""The addresses at which axe has looked, for the last of these tests."""


def test_axe_finds_what_is_wrong(client: Page, service: RunningService) -> None:
    """The negative control: a picture without words and grey on grey, in both themes."""
    client.goto("/sign-in")
    expect(client.get_by_role("heading", name="Sign in")).to_be_visible()
    client.evaluate(
        """() => {
            const main = document.querySelector("main");
            main.append(document.createElement("img"));
            const pale = main.appendChild(document.createElement("p"));
            pale.textContent = "Hardly to be read";
            pale.style.setProperty("color", "#888");
            pale.style.setProperty("background", "#999");
        }"""
    )
    found = {line.split(": ")[1] for line in violations(client)}
    assert {"image-alt", "color-contrast"} <= found


def test_code_in_a_page_is_not_run_and_is_noticed(client: Page, service: RunningService) -> None:
    """The negative control: a script and a style that somebody smuggled into a page."""
    client.goto("/sign-in")
    expect(client.get_by_role("heading", name="Sign in")).to_be_visible()
    client.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.smuggled = true";
            const style = document.createElement("style");
            style.textContent = "h1 { color: red }";
            document.body.append(script, style);
        }"""
    )
    assert client.evaluate("() => window.smuggled") is None
    assert set(policy.refused(client)) == {"script-src-elem: inline", "style-src-elem: inline"}


def test_pages_of_somebody_who_is_signed_out(client: Page, service: RunningService) -> None:
    look = looker(client)
    look("/sign-in", "Sign in")
    look("/forgot-password", "Forgot your password?")
    look("/nowhere", "There is no such page")
    look("/join/nonsense", "This invite link is unknown")
    look(f"/call/{NOWHERE}", "Open your invite link first")
    look("/welcome#nonsense", "This link does not work any more")
    look("/reset-password#nonsense", "This link does not work any more")
    look("/rate#nonsense", "This link is unknown")
    look("/design", "Seven expressions")
    looks_into_the_dialog(client, "Open a dialog")
    looks_into_the_dialog(client, "Open a question")
    client.goto("/forgot-password")
    client.get_by_label("Email").fill("bob@example.org")
    client.keyboard.press("Enter")
    look(service.mailed_link("reset-password"), "New password")


def test_pages_of_the_administrator(client: Page, service: RunningService) -> None:
    sign_in(client, "carol@example.org")
    look = looker(client)
    look("/", "Consultations")
    look("/account", "this browser")
    looks_into_the_dialog(client, "Set up an app")
    look("/account/looks", "What was done, and who looked")
    look("/practice", "Save")
    look("/integrations", "No program has a key yet")
    looks_into_the_dialog(client, "Make a key")
    looks_into_the_dialog(client, "Add a webhook")
    look("/review", "Review")
    look("/review/consultations", "Consultations of the review")
    look("/review/queue", "Queue")
    look("/team", "Alice")
    looks_into_the_dialog(client, "Close account: Alice")
    client.get_by_role("button", name="Invite a colleague").click()
    seen(client)
    client.get_by_label("Email").fill("dave@example.org")
    client.get_by_role("button", name="Send the invitation").click()
    expect(client.get_by_role("dialog", name="The invitation is on its way")).to_be_visible()
    seen(client)
    client.context.clear_cookies()
    look(service.mailed_link("welcome"), "Your name")


def test_pages_of_the_counsellor(counsellor: Page) -> None:
    look = looker(counsellor)
    look("/", "Upcoming")
    for button in ("New consultation", "Invite client", "Cancel"):
        looks_into_the_dialog(counsellor, button)
    looks_into_the_dialog(counsellor, "Times in")
    look("/?view=past", "No past consultations yet")
    look("/?view=unfinished", "Nothing is left to do")
    look("/?search=nobody", "Nothing matches")
    look("/clients?", "Erin")
    looks_into_the_dialog(counsellor, "New client")
    counsellor.get_by_role("link", name="Erin").click()
    expect(counsellor.get_by_role("heading", name="Change over consultations")).to_be_visible()
    seen(counsellor)
    looks_into_the_dialog(counsellor, "Erase everything")
    look("/model", "Model card")
    # The card says what R9 asks of it: data, each class, how sure it is, what nobody knows.
    for heading in ("Data", "How often it is right", "What was not measured"):
        expect(counsellor.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(counsellor.get_by_role("row", name="Disgust")).to_be_visible()
    look(f"/clients/{NOWHERE}", "There is no such client")


def test_pages_of_a_consultation(service: RunningService, counsellor: Page, client: Page) -> None:
    client.goto(service.invite_url)
    expect(client.get_by_role("button", name="Allow analysis")).to_be_visible()
    seen(client)
    client.get_by_role("button", name="Allow analysis").click()
    expect(client.get_by_role("button", name="Continue", exact=True)).to_be_visible()
    seen(client)
    client.get_by_role("button", name="Continue", exact=True).click()
    expect(client.get_by_role("heading", name="Consultation with Alice")).to_be_visible()
    seen(client)

    counsellor.get_by_role("button", name="Open room").first.click()
    expect(counsellor.get_by_role("button", name="Join the call")).to_be_visible()
    seen(counsellor)
    counsellor.get_by_role("button", name="Join the call").click()
    expect(counsellor.locator(".face-box")).to_be_visible(timeout=30_000)
    seen(counsellor)
    seen(client)
    client.get_by_role("button", name="Withdraw consent").click()
    seen(client)
    client.get_by_role("button", name="Go on with the analysis").click()

    counsellor.get_by_role("button", name="End", exact=True).click()
    seen(counsellor)
    counsellor.get_by_role("button", name="End consultation").click()
    expect(counsellor.get_by_role("button", name="Plan the next appointment")).to_be_visible()
    assert violations(counsellor) == []
    counsellor.get_by_role("link", name="Read the report").click()
    expect(counsellor.get_by_role("link", name="Report (PDF)")).to_be_visible(timeout=30_000)
    seen(counsellor)
    expect(client.get_by_text("The consultation is over")).to_be_visible()
    seen(client)
    looker(client)(f"{client.url}/report", "No report is shared with you")
    looker(counsellor)("/?view=past", "Add note")
    looks_into_the_dialog(counsellor, "Add note")


def test_no_page_was_forgotten() -> None:
    if not visited:
        pytest.skip("the tests before this one did not run")
    code = ROUTES.read_text(encoding="utf-8")
    routes = re.findall(r'<Route path="([^"]+)"', code)
    routes += re.findall(r'^  "(/[^"]+)": \w+Page,$', code, re.MULTILINE)
    patterns = {route: re.compile(re.sub(r":\w+", "[^/]+", route)) for route in routes}
    assert len(patterns) > 20
    missed = [
        route
        for route, pattern in patterns.items()
        if not any(pattern.fullmatch(path) for path in visited)
    ]
    assert missed == []


def looker(page: Page) -> Callable[[str, str], None]:
    """Return what opens an address, waits for words on it and has axe look."""

    def look(path: str, words: str) -> None:
        page.goto(path)
        expect(page.get_by_text(words).first).to_be_visible()
        seen(page)

    return look


def seen(page: Page) -> None:
    """Have axe look at the page as it is."""
    visited.add(urlsplit(page.url).path)
    assert violations(page) == []
    assert policy.refused(page) == []


def looks_into_the_dialog(page: Page, button: str) -> None:
    """Open the dialog behind a button, have axe look, and close it."""
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    seen(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
