"""A counsellor's day with people: plan, invite, find, note, see change, take along, erase."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.service import ROOT, RunningService

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def history(service: RunningService) -> None:
    """Seven weeks with Erin behind Alice, and appointments with Frank."""
    run_history(service)


def run_history(service: RunningService) -> None:
    command = [sys.executable, "-m", "tests.history"]
    subprocess.run(command, cwd=ROOT, env=service.environment, check=True, capture_output=True)


def test_a_day_with_people(history: None, counsellor: Page) -> None:
    counsellor.reload()
    plans_with_somebody_new(counsellor)
    invites_by_email(counsellor)
    finds_what_is_left_to_do(counsellor)
    sees_what_changed(counsellor)
    takes_a_copy_and_erases(counsellor)


def plans_with_somebody_new(page: Page) -> None:
    """The name makes a file; the zone stands beside the time."""
    page.get_by_role("button", name="New consultation").click()
    page.get_by_label("Client's name", exact=True).last.fill("Heidi")
    expect(page.get_by_text("A new client file is made.")).to_be_visible()
    expect(page.get_by_label("Date and time, ")).to_be_visible()
    page.get_by_role("button", name="Plan consultation").click()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("link", name="Heidi")).to_be_visible()


def invites_by_email(page: Page) -> None:
    """The invitation goes out, and the row says so; the entry for the calendar downloads."""
    row = page.get_by_role("listitem").filter(has_text="Heidi")
    row.get_by_role("button", name="Invite client").click()
    page.get_by_label("Email address").fill("heidi@example.org")
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_text("Sent: today")).to_be_visible()
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Calendar entry (.ics)").click()
    assert "METHOD:REQUEST" in download.value.path().read_text()
    page.get_by_role("button", name="Done").click()
    expect(row).to_contain_text("invited by email")


def finds_what_is_left_to_do(page: Page) -> None:
    """A note takes a consultation off the list; a search stands in the address."""
    page.get_by_role("button", name="Needs a report or note").click()
    notes = page.get_by_role("button", name="Add note")
    expect(notes).to_have_count(2)
    notes.first.click()
    page.get_by_label("Your summary. Only you read it.").fill("She sleeps better.")
    page.get_by_role("button", name="Save").click()
    expect(notes).to_have_count(1)
    page.get_by_role("button", name="Past", exact=True).click()
    page.get_by_label("Client's name").fill("fran")
    expect(page.get_by_text("did not take place")).to_be_visible()
    expect(page.get_by_role("link", name="Erin")).to_have_count(0)
    assert "view=past&search=fran" in page.url


def sees_what_changed(page: Page) -> None:
    """Erin's page draws seven weeks, one of them withheld, and says how sure the change is."""
    page.get_by_role("navigation").get_by_role("link", name="Clients").click()
    page.get_by_label("Client's name").fill("ERI")
    page.get_by_role("link", name="Erin").click()
    expect(page.get_by_text("The index rose from the first to the latest")).to_be_visible()
    expect(page.get_by_text("Over 6 consultations:")).to_be_visible()
    expect(page.locator(".trend-chart .measured")).to_have_count(6)
    expect(page.locator(".trend-chart .withheld")).to_have_count(1)
    page.get_by_text("As a table").click()
    expect(page.get_by_text("too little of the time with a readable face").first).to_be_visible()
    assert violations(page) == []


def takes_a_copy_and_erases(page: Page) -> None:
    """The copy is JSON; afterwards nothing leads to Erin any more."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Export (JSON)").click()
    copy = json.loads(download.value.path().read_text())
    assert copy["client"]["name"] == "Erin"
    assert sum(len(one["readings"]) for one in copy["consultations"]) == 7 * 240
    page.get_by_role("button", name="Erase everything").click()
    page.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    expect(page.get_by_role("link", name="Frank")).to_be_visible()
    expect(page.get_by_role("link", name="Erin")).to_have_count(0)
    page.goto("/?view=past")
    expect(page.get_by_text("Client erased").first).to_be_visible()
