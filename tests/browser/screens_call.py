"""Pictures of one consultation, seen from both sides."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.screenshots import Album

NOTE = {"en": "breathing exercise", "uk": "дихальна вправа"}
CHAT = {"en": ("Do you hear me well?", "Yes, very well."), "uk": ("Чи добре чути?", "Так, добре.")}
TALK_MS = 45_000
"""The call goes on for so long before it is taken: a line needs readings."""
SILENT_MS = 12_000
"""So long nothing is read: a gap must be wide enough to show what it is."""


def consultation(album: Album, alice: Page) -> None:
    """From the invite link to what the client is shown of it afterwards."""
    say = album.say
    carol = album.page("carol@example.org")
    choose(album, carol, "Reports for clients")
    alice.reload()
    erin = album.page()
    way_in(album, erin, album.service.invite_url)
    alice.goto("/")
    alice.get_by_role("button", name=say("Open room")).first.click()
    expect(alice.get_by_role("button", name=say("Join the call"))).to_be_visible()
    album.shoot(alice, "room-before")
    alice.get_by_role("button", name=say("Join the call")).click()
    expect(alice.locator(".face-box")).to_be_visible(timeout=30_000)
    talk(album, alice, erin)
    paused(album, alice, erin)
    album.dialog(erin, "withdraw", "Withdraw consent")
    ending(album, alice, erin)
    rating(album, carol, erin)
    afterwards(album, alice, erin)


def way_in(album: Album, erin: Page, link: str) -> None:
    """The client's way, up to the waiting room."""
    say = album.say
    erin.goto(link)
    allow = erin.get_by_role("button", name=say("Allow analysis"), exact=True)
    expect(allow).to_be_visible()
    # Both answers stay at the window's end, whatever lies below it.
    album.shoot(erin, "invite", whole=False)
    allow.click()
    go_on = erin.get_by_role("button", name=say("Continue"), exact=True)
    expect(go_on).to_be_visible()
    album.shoot(erin, "camera-check")
    go_on.click()
    erin.wait_for_url("**/call/**")
    album.shoot(erin, "waiting-room")


def talk(album: Album, alice: Page, erin: Page) -> None:
    """The room and the call, without the chat and with it."""
    say = album.say
    alice.get_by_role("textbox", name=say("Note")).fill(NOTE[album.language])
    alice.keyboard.press("Enter")
    alice.wait_for_timeout(TALK_MS)
    seen_anew(album, erin)
    album.shoot(alice, "room")
    seen_anew(album, erin)
    album.shoot(erin, "call")
    for page, words in zip((alice, erin), CHAT[album.language], strict=True):
        page.get_by_role("button", name=say("Chat")).click()
        page.locator(".chat-form .input").fill(words)
        page.keyboard.press("Enter")
    seen_anew(album, erin)
    album.shoot(alice, "room-chat")
    album.shoot(erin, "call-chat")


def paused(album: Album, alice: Page, erin: Page) -> None:
    """The client switches the camera off for a while, then pauses the analysis; and goes on."""
    say = album.say
    for page in (alice, erin):
        page.get_by_role("button", name=say("Close chat"), exact=True).first.click()
    erin.get_by_role("button", name=say("Stop camera")).click()
    erin.wait_for_timeout(SILENT_MS)
    erin.get_by_role("button", name=say("Start camera")).click()
    erin.wait_for_timeout(SILENT_MS)
    seen_anew(album, erin)
    erin.get_by_role("button", name=say("Pause analysis")).click()
    expect(alice.locator(".legend .swatch.stopped")).to_be_visible(timeout=30_000)
    erin.wait_for_timeout(SILENT_MS)
    album.shoot(alice, "room-paused")
    album.shoot(erin, "call-paused")
    erin.get_by_role("button", name=say("Resume analysis")).click()
    seen_anew(album, erin)


def seen_anew(album: Album, erin: Page) -> None:
    """Wait until the face has gone and come back: it stays for as long as the pictures take."""
    happiness = album.say("Happiness")
    label = erin.locator(".own-label")
    expect(label).not_to_contain_text(happiness, timeout=30_000)
    expect(label).to_contain_text(happiness, timeout=30_000)


def choose(album: Album, carol: Page, rule: str) -> None:
    """Let the administrator choose one of the practice's rules."""
    carol.goto("/practice")
    carol.get_by_label(album.say(rule)).first.check()
    carol.get_by_role("button", name=album.say("Save")).click()
    expect(carol.get_by_text(album.say("Saved"), exact=True)).to_be_visible()


def ending(album: Album, alice: Page, erin: Page) -> None:
    """The end for both."""
    say = album.say
    album.dialog(alice, "end-dialog", "End")
    alice.get_by_role("button", name=say("End"), exact=True).click()
    alice.get_by_role("button", name=say("End consultation")).click()
    expect(alice.get_by_role("link", name=say("Read the report"))).to_be_visible()
    album.shoot(alice, "end")
    expect(erin.get_by_text(say("Very satisfied"))).to_be_visible(timeout=30_000)
    album.shoot(erin, "rating")


def rating(album: Album, carol: Page, erin: Page) -> None:
    """Both ways in which a practice may ask; the client answers the one question."""
    say = album.say
    for rule, name in (("Four questions", "rating-scales"), ("One question", "")):
        choose(album, carol, rule)
        erin.reload()
        expect(erin.get_by_role("button", name=say("Send"))).to_be_visible()
        if name:
            album.shoot(erin, name)
    erin.get_by_text(say("Very satisfied")).click()
    erin.get_by_role("button", name=say("Send")).click()
    expect(erin.get_by_role("heading", name=say("Thank you for your answer"))).to_be_visible()


def afterwards(album: Album, alice: Page, erin: Page) -> None:
    """The report, shared with the client, and the client's own page once it was looked at."""
    say = album.say
    alice.get_by_role("link", name=say("Read the report")).click()
    pdf = alice.get_by_role("link", name=say("Report (PDF)"))
    expect(pdf).to_be_visible(timeout=30_000)
    alice.get_by_role("button", name=say("Share with the client")).click()
    alice.get_by_role("dialog").get_by_role("button", name=say("Share")).click()
    expect(alice.get_by_role("dialog")).to_have_count(0)
    with alice.expect_download() as download:
        pdf.click()
    download.value.save_as(album.out / "report.pdf")
    album.visit(alice, "report", alice.url)
    album.visit(erin, "my-data", erin.url)
    album.visit(erin, "shared-report", f"{erin.url}/report")
