"""The administrator's review in a real browser, over the demo's three months."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import context, sign_in
from tests.service import RunningService

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    folder = tmp_path_factory.mktemp("service")
    with RunningService(folder, DEMO_HISTORY="1") as running:
        yield running


@pytest.fixture
def desk(chromium: Browser, service: RunningService) -> Iterator[Page]:
    """Carol, the administrator, at her desk."""
    profile = context(chromium, service, viewport={"width": 1440, "height": 900})
    page = profile.new_page()
    sign_in(page, "carol@example.org")
    yield page
    profile.close()


def test_an_afternoon_of_review(desk: Page) -> None:
    sees_the_figures(desk)
    saves_a_view(desk)
    goes_from_a_figure_to_its_consultations(desk)
    takes_them_along(desk)
    judges_what_is_in_the_queue(desk)
    changes_what_comes_into_it(desk)


def sees_the_figures(page: Page) -> None:
    """Satisfaction with its interval, who answered, the trend, and nobody is ranked."""
    page.get_by_role("navigation").get_by_role("link", name="Review").click()
    expect(page.get_by_role("heading", name="Satisfied clients")).to_be_visible()
    expect(page.locator(".figure-value").first).to_contain_text("%")
    expect(page.locator(".review-trend canvas")).to_be_visible()
    names = page.locator(".review-figures tbody th").all_inner_texts()
    assert names == sorted(names) == ["Alice", "Bob"]
    assert violations(page) == []


def saves_a_view(page: Page) -> None:
    """Filters stand in the address and come back under their name."""
    page.get_by_role("combobox", name="Counsellor", exact=True).select_option(label="Bob")
    page.get_by_role("button", name="All", exact=True).click()
    expect(page).to_have_url(re.compile(r"counsellor=\d+&period=all"))
    page.get_by_role("button", name="Save this view").click()
    page.get_by_label("Name of the view").fill("Bob, always")
    assert violations(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto("/review")
    page.get_by_role("button", name="Bob, always", exact=True).click()
    expect(page.locator(".review-figures tbody th")).to_have_text(["Bob"])


def goes_from_a_figure_to_its_consultations(page: Page) -> None:
    """A bar of the distribution leads to the ratings in it, and on to a report."""
    page.locator(".distribution a").first.click()
    expect(page.get_by_role("heading", name="Consultations of the review")).to_be_visible()
    said = page.locator(".entry-said strong")
    expect(said.first).to_be_visible()
    assert set(said.all_inner_texts()) == {"5 of 5"}
    assert violations(page) == []


def takes_them_along(page: Page) -> None:
    """The file holds the consultations as they are filtered, and no client."""
    name = page.locator(".entry-name").first.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    lines = download.value.path().read_text().splitlines()
    assert len(lines) > 1
    assert all(",csat,5," in line for line in lines[1:])
    assert not any(f",{name}," in line for line in lines)
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert download.value.path().read_bytes()[:2] == b"PK"


def judges_what_is_in_the_queue(page: Page) -> None:
    """Each entry says why it is there; a verdict stays, and what is resolved leaves the list."""
    page.get_by_role("navigation").get_by_role("link", name="Queue").click()
    first = page.locator(".entry").first
    expect(first.locator(".reasons li").first).to_be_visible()
    assert violations(page) == []
    report = first.locator(".entry-name").get_attribute("href")
    first.get_by_role("button", name="Look and judge").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Comment").fill("Talk about the sound.")
    dialog.get_by_role("button", name="Follow up").click()
    expect(dialog.locator(".verdicts")).to_contain_text("Talk about the sound.")
    dialog.get_by_label("Assigned to").select_option(label="Carol")
    expect(dialog.locator(".verdicts")).to_contain_text("Assigned to Carol")
    assert violations(page) == []
    dialog.get_by_role("button", name="Resolve").click()
    expect(dialog.get_by_role("button", name="Open again")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(page.locator(f".entry-name[href='{report}']")).to_have_count(0)


def changes_what_comes_into_it(page: Page) -> None:
    """Only comments are wanted from now on."""
    page.get_by_role("button", name="Rules").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("The client left a comment")).to_be_visible()
    assert violations(page) == []
    for box in dialog.locator("input[type=checkbox][name$='-on']").all():
        box.uncheck()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".entry-comment").first).to_be_visible()
    entries = page.locator(".entry")
    expect(entries.locator(".entry-comment")).to_have_count(entries.count())


def test_the_counsellor_reads_the_verdict(service: RunningService, counsellor: Page) -> None:
    counsellor.goto("/review")
    expect(counsellor.get_by_text("This page is for administrators")).to_be_visible()
