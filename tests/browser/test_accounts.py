"""Accounts in a real browser: an app's codes, a passkey, an invitation, a session that ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import context, sign_in
from tests.service import PASSWORD, RunningService
from tests.totp import totp

pytestmark = pytest.mark.browser

BOB, CAROL = "bob@example.org", "carol@example.org"


@pytest.fixture
def page(chromium: Browser, service: RunningService) -> Iterator[Page]:
    """A fresh profile in which nobody is signed in."""
    profile = context(chromium, service, viewport={"width": 1440, "height": 900})
    yield profile.new_page()
    profile.close()


def first_step(page: Page, email: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def prove(page: Page) -> None:
    """Answer the question for the password."""
    asked = page.get_by_role("dialog", name="Is it you?")
    asked.get_by_label("Password").fill(PASSWORD)
    asked.get_by_role("button", name="Continue").click()


def test_an_authenticator_app_from_its_code_to_signing_in(page: Page) -> None:
    sign_in(page, BOB)
    page.get_by_role("link", name="Bob").click()
    page.get_by_role("button", name="Set up an app").click()
    expect(page.get_by_role("img", name="QR code")).to_have_js_property("complete", True)
    assert page.locator("img.app-picture").evaluate("image => image.naturalWidth") > 0
    secret = (page.locator("code.secret").text_content() or "").replace(" ", "")
    page.get_by_label("Code that the app shows").fill(totp(secret))
    page.get_by_role("button", name="Switch it on").click()
    prove(page)
    codes = page.get_by_role("dialog", name="Recovery codes")
    spare = codes.locator("code").first.text_content() or ""
    codes.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_text("Authenticator app: on")).to_be_visible()

    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in")
    first_step(page, BOB)
    # The next code: that of this moment may be the one that set the app up.
    page.get_by_label("Code of your authenticator app").fill(totp(secret, 1))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/")
    expect(page.get_by_role("heading", name="Agenda")).to_be_visible()

    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in")
    first_step(page, BOB)
    page.get_by_label("Code of your authenticator app").fill(spare)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Agenda")).to_be_visible()


def test_a_passkey_signs_in_without_a_password(page: Page) -> None:
    plug_in_authenticator(page)
    sign_in(page, CAROL)
    page.get_by_role("link", name="Carol").click()
    page.get_by_role("button", name="Add a passkey").click()
    prove(page)
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("button", name="Remove the passkey")).to_be_visible()

    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Consultations")).to_be_visible()

    page.goto("/account")
    page.get_by_role("button", name="Remove the passkey").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
    asked = page.get_by_role("dialog", name="Is it you?")
    asked.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("button", name="Remove the passkey")).to_have_count(0)


def plug_in_authenticator(page: Page) -> None:
    """Chromium's virtual authenticator: a device whose owner always agrees."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_colleague_comes_by_invitation(service: RunningService, page: Page) -> None:
    sign_in(page, CAROL)
    page.get_by_role("link", name="Practice").click()
    page.get_by_role("button", name="Invite a colleague").click()
    page.get_by_label("Email").fill("dave@example.org")
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Invited a colleague as counsellor")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in")

    page.goto(service.mailed_link("welcome"))
    page.get_by_label("Your name").fill("Dave")
    page.get_by_label("Password").fill("a-long-new-password")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Agenda")).to_be_visible()
    expect(page.get_by_role("link", name="Dave")).to_be_visible()


def test_a_note_outlives_the_session_it_was_typed_in(counsellor: Page) -> None:
    # The room's first questions must be answered: any of them would find the session ended, and
    # the question for the password would take the rest of the words.
    with counsellor.expect_response("**/summary/"):
        counsellor.get_by_role("button", name="Open room").first.click()
    note = counsellor.get_by_role("textbox", name="Note")
    note.fill("half a thou")
    counsellor.context.clear_cookies(name="sessionid")
    note.press_sequentially("ght")
    note.press("Enter")
    again = counsellor.get_by_role("dialog", name="Sign in again to go on")
    expect(again).to_be_visible()
    # At the second one Chromium closes a dialog without asking the page.
    counsellor.keyboard.press("Escape")
    counsellor.keyboard.press("Escape")
    expect(again).to_be_visible()
    again.get_by_label("Password").fill(PASSWORD)
    again.get_by_role("button", name="Sign in", exact=True).click()
    expect(again).to_have_count(0)
    expect(counsellor.get_by_role("list", name="Notes so far")).to_contain_text("half a thought")
    expect(note).to_have_value("")
    # The live line came back, too.
    expect(counsellor.get_by_text("Waiting for the client").first).to_be_visible()
