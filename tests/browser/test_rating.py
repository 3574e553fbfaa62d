"""After the call: the client rates, changes it, takes everything along; the counsellor reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import join, plan, sign_in
from tests.service import RunningService

pytestmark = pytest.mark.browser


def test_a_client_rates_and_the_counsellor_reads_it(
    service: RunningService, counsellor: Page, client: Page
) -> None:
    counsellor.get_by_role("button", name="Open room").first.click()
    join(client, service.invite_url)
    counsellor.get_by_role("button", name="End", exact=True).click()
    counsellor.get_by_role("button", name="End consultation").click()
    expect(client.get_by_text("How was it for you?")).to_be_visible(timeout=30_000)
    assert violations(client) == []

    rates_by_keyboard(client)
    changes_it(client)
    assert violations(client) == []
    takes_everything_along(client)
    reads_it(counsellor)
    sees_who_looked(client)


def test_the_administrator_asks_four_questions(counsellor: Page, client: Page) -> None:
    counsellor.get_by_role("button", name="Sign out").click()
    counsellor.wait_for_url("**/sign-in")
    sign_in(counsellor, "carol@example.org")
    counsellor.goto("/practice")
    counsellor.get_by_label("Four questions").check()
    counsellor.get_by_role("button", name="Save").click()
    expect(counsellor.get_by_text("clients are asked: one question → four")).to_be_visible()
    assert violations(counsellor) == []
    counsellor.get_by_label("EU", exact=False).first.check()
    counsellor.get_by_role("button", name="Save").click()
    expect(counsellor.get_by_role("dialog")).to_be_visible()
    assert violations(counsellor) == []
    counsellor.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    nobody_is_asked_about_a_camera_that_is_not_analysed(counsellor, client)


def nobody_is_asked_about_a_camera_that_is_not_analysed(counsellor: Page, client: Page) -> None:
    """The practice's policy has the analysis off: one button leads in, and both sides are told."""
    counsellor.reload()
    counsellor.get_by_label("The client’s camera").uncheck()
    counsellor.get_by_role("button", name="Save").click()
    expect(counsellor.get_by_text("Saved").first).to_be_visible()
    counsellor.get_by_role("button", name="Sign out").click()
    counsellor.wait_for_url("**/sign-in")
    sign_in(counsellor)
    client.goto(plan(counsellor, "Erin Unseen", "Here"))
    expect(client.get_by_role("button", name="Allow analysis")).to_have_count(0)
    client.get_by_role("button", name="Join", exact=True).click()
    client.get_by_role("button", name="Continue", exact=True).click()
    row = counsellor.locator("li", has_text="Erin Unseen")
    row.get_by_role("button", name="Open room").click()
    for page in (client, counsellor):
        expect(page.get_by_text("This practice does not analyse cameras").first).to_be_visible()
    assert violations(client) == []


def rates_by_keyboard(page: Page) -> None:
    """Choose with the arrows, as in any group of radio buttons."""
    page.get_by_role("radio", name="Very dissatisfied").focus()
    for key in ("Space", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.get_by_role("radio", name="Satisfied", exact=True)).to_be_checked()
    page.get_by_label("Would you like to add something?").fill("I was heard.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you for your answer")).to_be_focused()
    expect(page.get_by_text("You said: 4 of 5, satisfied.")).to_be_visible()


def changes_it(page: Page) -> None:
    """What was said stands in the form, and another choice takes its place."""
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_label("Would you like to add something?")).to_have_value("I was heard.")
    page.get_by_text("Very satisfied").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("You said: 5 of 5, very satisfied.")).to_be_visible()


def takes_everything_along(page: Page) -> None:
    """One file with the labels, the decision and the rating."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all of it").click()
    data: dict[str, Any] = json.loads(download.value.path().read_bytes())
    assert data["consultation"]["rating"]["csat"] == 5
    assert data["consultation"]["consents"][0]["decision"] == "granted"


def sees_who_looked(page: Page) -> None:
    """The client reads who has had their data before them, by name and act (R7)."""
    page.reload()
    looks = page.locator(".views li")
    expect(looks.filter(has_text="Alice opened the report").first).to_be_visible()
    expect(looks.filter(has_text="You downloaded your data")).to_have_count(1)
    assert violations(page) == []


def reads_it(page: Page) -> None:
    """On the report and in the list of what is past."""
    page.get_by_role("link", name="Read the report").click()
    expect(page.get_by_role("link", name="Report (PDF)")).to_be_visible(timeout=30_000)
    page.reload()
    expect(page.get_by_text("5 of 5").first).to_be_visible(timeout=30_000)
    page.goto("/?view=past")
    expect(page.get_by_text("Client’s rating: 5 of 5, very satisfied")).to_be_visible()
    assert violations(page) == []
