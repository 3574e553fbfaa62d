"""Every page of the desk in both themes, looked at by axe-core; the call's are in
`test_accessibility_call.py`."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import policy
from tests.browser.axe import violations
from tests.browser.axe_audit import (
    CALL_PAGES,
    DESK_PAGES,
    NOWHERE,
    looker,
    looks_into_the_dialog,
    missed,
    routes,
    seen,
    visited,
)
from tests.browser.conftest import sign_in
from tests.service import RunningService

pytestmark = pytest.mark.browser


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


def test_pages_of_an_account(client: Page, service: RunningService) -> None:
    sign_in(client, "carol@example.org")
    look = looker(client)
    look("/account", "this browser")
    looks_into_the_dialog(client, "Set up an app")
    look("/account/looks", "What was done, and who looked")


def test_pages_of_the_review(client: Page, service: RunningService) -> None:
    sign_in(client, "carol@example.org")
    look = looker(client)
    look("/", "Consultations")
    look("/review", "Review")
    look("/review/consultations", "Consultations of the review")
    look("/review/queue", "Queue")


def test_pages_of_the_practice(client: Page, service: RunningService) -> None:
    sign_in(client, "carol@example.org")
    look = looker(client)
    look("/practice", "Save")
    look("/integrations", "No program has a key yet")
    looks_into_the_dialog(client, "Make a key")
    looks_into_the_dialog(client, "Add a webhook")
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


def test_the_agenda(counsellor: Page) -> None:
    look = looker(counsellor)
    look("/", "Upcoming")
    for button in ("New consultation", "Invite client", "Cancel"):
        looks_into_the_dialog(counsellor, button)
    looks_into_the_dialog(counsellor, "Times in")
    look("/?view=past", "No past consultations yet")
    look("/?view=unfinished", "Nothing is left to do")
    look("/?search=nobody", "Nothing matches")


def test_pages_of_clients(counsellor: Page) -> None:
    look = looker(counsellor)
    look("/clients?", "Erin")
    looks_into_the_dialog(counsellor, "New client")
    counsellor.get_by_role("link", name="Erin").click()
    expect(counsellor.get_by_role("heading", name="Change over consultations")).to_be_visible()
    seen(counsellor)
    looks_into_the_dialog(counsellor, "Erase everything")
    look(f"/clients/{NOWHERE}", "There is no such client")


def test_the_model_card(counsellor: Page) -> None:
    looker(counsellor)("/model", "Model card")
    # The card says what R9 asks of it: data, each class, how sure it is, what nobody knows.
    for heading in ("Data", "How often it is right", "What was not measured"):
        expect(counsellor.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(counsellor.get_by_role("row", name="Disgust")).to_be_visible()


def test_no_page_was_forgotten() -> None:
    assert len(routes()) > 20
    assert routes() == {*DESK_PAGES, *CALL_PAGES}
    if visited:
        assert missed(DESK_PAGES) == []
