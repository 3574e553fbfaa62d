"""The counsellor's room and what follows it: hints, notes, the end, the next appointment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import context, join, sign_in
from tests.browser.scenes import portrait_scene, write_camera_file
from tests.service import RunningService

pytestmark = pytest.mark.browser

DARK = "It is too dark to read the face."


@pytest.fixture(scope="module")
def camera_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A face in a room where hardly any light is on."""
    dim = np.asarray(portrait_scene() * 0.12, dtype=np.uint8)
    return write_camera_file(tmp_path_factory.mktemp("camera") / "dim.y4m", [(dim, 2.0)])


@pytest.fixture(scope="module")
def alice(chromium: Browser, service: RunningService) -> Iterator[Page]:
    """Alice in the room of the demo consultation, with Erin before her camera."""
    profile = context(chromium, service, viewport={"width": 1440, "height": 900})
    erin = context(chromium, service, viewport={"width": 390, "height": 844})
    page = profile.new_page()
    sign_in(page)
    page.get_by_role("button", name="Open room").first.click()
    join(erin.new_page(), service.invite_url)
    yield page
    erin.close()
    profile.close()


def test_the_bar_is_in_view_once_the_room_is_open(alice: Page) -> None:
    expect(alice.get_by_role("button", name="Pause analysis")).to_be_enabled(timeout=30_000)
    for words in ("Pause analysis", "End"):
        button = alice.get_by_role("button", name=words, exact=True)
        expect(button).to_be_in_viewport(ratio=1)


def hints(page: Page) -> Locator:
    return page.get_by_role("region", name="Hints")


def turn(page: Page, kind: str, on: bool) -> None:
    """Turn a kind of hint on or off in the settings."""
    hints(page).get_by_text("Hints", exact=True).click()
    hints(page).get_by_label(kind).set_checked(on)
    page.keyboard.press("Escape")
    expect(hints(page).get_by_label(kind)).to_be_hidden()


def test_a_hint_moves_nothing_and_what_is_off_stays_off(alice: Page) -> None:
    before = hints(alice).bounding_box()
    expect(hints(alice)).to_contain_text(DARK, timeout=60_000)
    assert hints(alice).bounding_box() == before
    assert violations(alice) == []
    turn(alice, "Poor light", False)
    expect(hints(alice)).not_to_contain_text(DARK)

    alice.reload()
    expect(alice.get_by_text("Analysing the client's camera")).to_be_visible()
    hints(alice).get_by_text("Hints", exact=True).click()
    expect(hints(alice).get_by_label("Poor light")).not_to_be_checked()
    assert violations(alice) == []
    expect(hints(alice)).not_to_contain_text(DARK)
    # What was read is held still: turned on, the hint is there at once.
    hints(alice).get_by_label("Poor light").check()
    expect(hints(alice)).to_contain_text(DARK)
    alice.keyboard.press("Escape")
    hints(alice).get_by_role("button", name="Dismiss the hint").click()
    expect(hints(alice)).not_to_contain_text(DARK)


def notes(page: Page) -> Locator:
    return page.get_by_role("list", name="Notes so far").get_by_role("listitem")


def test_a_marked_moment_gets_its_words_later_and_can_be_taken_away(alice: Page) -> None:
    alice.locator("main").click(position={"x": 2, "y": 2})
    alice.keyboard.press("m")
    expect(notes(alice)).to_have_count(1)
    alice.keyboard.press("Enter")
    alice.keyboard.press("m")
    expect(notes(alice)).to_have_count(2)
    notes(alice).last.get_by_role("button", name="Change the note").click()
    field = notes(alice).last.get_by_role("textbox")
    field.fill("breathing exercise")
    field.press("Enter")
    expect(notes(alice).last).to_contain_text("breathing exercise")
    notes(alice).last.get_by_role("button", name="on the chart").click()
    expect(alice.get_by_role("button", name="Back to the present")).to_be_visible()

    notes(alice).first.get_by_role("button", name="Delete the note").click()
    alice.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(notes(alice)).to_have_count(1)
    alice.reload()
    expect(notes(alice)).to_have_count(1)
    expect(notes(alice)).to_contain_text("breathing exercise")


def test_the_end_asks_for_a_summary_and_plans_the_next_appointment(alice: Page) -> None:
    note = alice.get_by_role("textbox", name="Note", exact=True)
    note.fill("settles")
    alice.get_by_role("button", name="End", exact=True).click()
    dialog = alice.get_by_role("dialog", name="End the consultation?")
    expect(dialog).to_contain_text("The note you are writing waits for you there.")
    dialog.get_by_role("button", name="End consultation").click()

    expect(alice.get_by_role("heading", name="The consultation is over")).to_be_visible()
    expect(alice.get_by_label("Figures so far")).to_contain_text("Insufficient data")
    expect(note).to_have_value("settles")
    note.press("Enter")
    expect(notes(alice)).to_have_count(2)
    alice.get_by_label("Your summary").fill("Agreed: a walk each day.")
    alice.get_by_role("button", name="Plan the next appointment").click()
    expect(alice.get_by_text(re.compile(r"^Planned: "))).to_be_visible()
    assert violations(alice) == []
    # The words are stored on the way.
    alice.get_by_role("link", name="Read the report").click()
    alice.wait_for_url("**/report")
    alice.goto("/?view=past")
    expect(alice.get_by_text("Agreed: a walk each day.")).to_be_visible()


def test_an_appointment_is_moved_and_an_overlap_is_told(alice: Page) -> None:
    alice.goto("/")
    row = alice.locator("li.consultation", has_text="Erin")
    row.get_by_role("button", name="Move", exact=True).click()
    when = alice.get_by_label("Date and time")
    taken = when.input_value()
    when.fill(f"{taken[:11]}23:10")
    assert violations(alice) == []
    alice.get_by_role("button", name="Move consultation").click()
    expect(alice.get_by_role("dialog")).to_have_count(0)
    expect(row).to_contain_text("23:10")

    alice.get_by_role("button", name="New consultation").click()
    when.fill(f"{taken[:11]}23:30")
    expect(alice.get_by_text("Overlaps with: 23:10 Erin.")).to_be_visible()
    when.fill("2020-01-01T10:00")
    expect(alice.get_by_text("Overlaps with")).to_have_count(0)
