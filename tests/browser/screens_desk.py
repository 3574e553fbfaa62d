"""Pictures of the pages around the calls: signed out, the counsellor's, the administrator's."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.screenshots import Album
from tests.service import PASSWORD
from tests.totp import totp

BOB, CAROL, DAVE = "bob@example.org", "carol@example.org", "dave@example.org"
AN_APP = "Set up an app"


def signed_out(album: Album) -> None:
    """Pages of somebody who is signed out, with the mailed link of a forgotten password."""
    page, say = album.page(), album.say
    for name, path in {
        "sign-in": "/sign-in",
        "model": "/model",
        "not-found": "/nowhere",
        "unknown-link": "/join/nonsense",
        "rate-unknown": "/rate#nonsense",
        "forgot-password": "/forgot-password",
    }.items():
        album.visit(page, name, path)
    page.get_by_label(say("Email")).fill(BOB)
    page.keyboard.press("Enter")
    expect(page.get_by_text(say("Look into your mailbox"))).to_be_visible()
    album.shoot(page, "forgot-password-sent")
    album.visit(page, "reset-password", album.service.mailed_link("reset-password"))


def two_factors(album: Album) -> None:
    """An app is set up, its recovery codes are shown, and it is asked for."""
    page, say = album.page(BOB), album.say
    page.goto("/account")
    page.get_by_role("button", name=say(AN_APP)).click()
    secret = (page.locator("code.secret").text_content() or "").replace(" ", "")
    album.shoot(page, "app-set-up")
    page.get_by_label(say("Code that the app shows")).fill(totp(secret))
    page.get_by_role("button", name=say("Switch it on")).click()
    asked = page.get_by_role("dialog", name=say("Is it you?"))
    asked.get_by_label(say("Password")).fill(PASSWORD)
    album.shoot(page, "is-it-you")
    asked.get_by_role("button", name=say("Continue")).click()
    kept = page.get_by_role("button", name=say("I have kept them"))
    expect(kept).to_be_visible()
    album.shoot(page, "recovery-codes")
    kept.click()
    album.settled(page, "account-two-factors")
    again = album.page()
    again.goto("/sign-in")
    again.get_by_label(say("Email")).fill(BOB)
    again.get_by_label(say("Password")).fill(PASSWORD)
    again.get_by_role("button", name=say("Sign in"), exact=True).click()
    expect(again.get_by_label(say("Code of your authenticator app"))).to_be_visible()
    album.shoot(again, "sign-in-code")


def counsellors_desk(album: Album, alice: Page) -> None:
    """Agenda and client files, with the dialogs in them."""
    for name, path in {
        "agenda-past": "/?view=past",
        "agenda-unfinished": "/?view=unfinished",
        "clients": "/clients",
    }.items():
        album.visit(alice, name, path)
    alice.get_by_role("link", name="Erin").first.click()
    album.settled(alice, "client")
    album.visit(alice, "agenda", "/")
    album.dialog(alice, "plan", "New consultation")
    album.dialog(alice, "invite-dialog", "Invite client")
    album.dialog(alice, "move", "Move")


def administrators_desk(album: Album) -> None:
    """Review, team with somebody invited, practice, other programs, own account."""
    carol, say = album.page(CAROL), album.say
    for name, path in {
        "administrator": "/",
        "review": "/review",
        "review-list": "/review/consultations",
        "queue": "/review/queue",
        "practice": "/practice",
        "integrations": "/integrations",
    }.items():
        album.visit(carol, name, path)
    album.dialog(carol, "key", "Make a key")
    album.dialog(carol, "webhook", "Add a webhook")
    carol.goto("/team")
    carol.get_by_role("button", name=say("Invite a colleague")).click()
    carol.get_by_label(say("Email")).fill(DAVE)
    album.shoot(carol, "invite-colleague")
    carol.get_by_role("button", name=say("Send the invitation")).click()
    carol.get_by_role("button", name=say("Done")).click()
    expect(carol.get_by_text(DAVE)).to_be_visible()
    album.settled(carol, "team")
    carol.goto("/account")
    expect(carol.get_by_text(say("this browser"))).to_be_visible()
    album.settled(carol, "account")
    album.visit(carol, "looks", "/account/looks")


def first_day(album: Album) -> None:
    """Somebody invited comes for the first time: nothing is there yet, and every page teaches."""
    page, say = album.page(), album.say
    album.visit(page, "welcome", album.service.mailed_link("welcome"))
    page.get_by_label(say("Your name")).fill("Dave")
    page.get_by_label(say("Password")).fill("a-long-new-password")
    page.get_by_role("button", name=say("Begin")).click()
    page.wait_for_url("**/")
    album.settled(page, "agenda-empty")
    album.visit(page, "clients-empty", "/clients")
    page.get_by_role("button", name=say("New client")).first.click()
    album.shoot(page, "new-client")
    page.get_by_role("dialog").get_by_label(say("Client's name")).fill("Heidi")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.wait_for_url("**/clients/*")
    album.settled(page, "client-empty")
