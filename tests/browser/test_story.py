"""The main job in two real browsers: a call is analysed, ended, and its report opens."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import join
from tests.service import RunningService

pytestmark = pytest.mark.browser


def test_a_consultation_from_the_invite_link_to_the_report(
    service: RunningService, counsellor: Page, client: Page
) -> None:
    counsellor.get_by_role("button", name="Open room").first.click()
    counsellor.get_by_role("button", name="Join the call").click()

    join(client, service.invite_url)
    expect(counsellor.get_by_text("In the call with Erin")).to_be_visible()
    expect(client.get_by_text("Apparent expression, as your counsellor sees it")).to_be_visible()

    counsellor_sees_the_face(counsellor)
    both_are_told_that_and_what_is_labelled(counsellor, client)
    counsellor_ends_the_call(counsellor)
    expect(client.get_by_text("The consultation is over")).to_be_visible()

    the_report_opens(counsellor)
    the_pdf_has_pages(counsellor)


def counsellor_sees_the_face(page: Page) -> None:
    """Readings arrive: a box over the picture, bars that move, coverage that is counted."""
    expect(page.locator(".face-box")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Coverage").first).to_be_visible()
    # Nine of ten people call these faces happy; the portrait that stands in smiles, too.
    expect(page.locator(".face-box")).to_contain_text("Happiness", timeout=30_000)
    # Enough for the report to have a line to draw.
    expect(page.get_by_text(re.compile(r"^[1-9]\d+ readings"))).to_be_visible(timeout=60_000)


def both_are_told_that_and_what_is_labelled(counsellor: Page, client: Page) -> None:
    """A notice on both screens; on the client's the label that the counsellor sees (R4, R8)."""
    expect(counsellor.get_by_text("Analysing the client's camera")).to_be_visible()
    notice = "Software is labelling visible expressions from your camera"
    expect(client.get_by_text(notice)).to_be_visible()
    expect(client.get_by_text("it does not know what you feel")).to_be_visible()
    own_label = client.get_by_label("Apparent expression, as your counsellor sees it")
    expect(own_label).to_contain_text(re.compile(r"Happiness · \d+"))
    now = counsellor.get_by_label("Now", exact=True)
    expect(now).to_contain_text("apparent expression, smoothed over 10 s")


def counsellor_ends_the_call(page: Page) -> None:
    """End, confirm it, and go past the summary."""
    page.get_by_role("button", name="End", exact=True).click()
    page.get_by_role("button", name="End consultation").click()
    page.get_by_role("link", name="Read the report").click()
    page.wait_for_url("**/report")


def the_report_opens(page: Page) -> None:
    """The report builds and opens by itself."""
    expect(page.get_by_role("link", name="Report (PDF)")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("What this cannot tell")).to_be_visible()


def the_pdf_has_pages(page: Page) -> None:
    """The PDF downloads and speaks of apparent expression."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Report (PDF)").click()
    content = download.value.path().read_bytes()
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) >= 1
    assert "apparent expression" in reader.pages[0].extract_text().lower()
