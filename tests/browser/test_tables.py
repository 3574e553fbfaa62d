"""Tables of the report on a phone: every word of the product stays whole, and nothing overflows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import context
from tests.browser.screenshots import LOCALES, speaker
from tests.service import RunningService

pytestmark = pytest.mark.browser

BROKEN = """
() => [...document.querySelectorAll(".plain-table :is(th, td):not(.typed)")].flatMap((cell) => {
  const broken = [];
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode()); ) {
    for (const word of text.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word[0]);
    }
  }
  return broken;
})
"""
"""Words that begin in one line and end in another."""
TOO_WIDE = """
() => [...document.querySelectorAll(".plain-table")].filter((table) => {
  const card = getComputedStyle(table.parentElement);
  const room = parseFloat(card.width) - parseFloat(card.paddingLeft) * 2;
  return table.getBoundingClientRect().width > room + 1;
}).length
"""


@pytest.mark.parametrize("language", ["en", "uk"])
def test_words_stay_whole_on_a_phone(
    chromium: Browser, service: RunningService, language: str
) -> None:
    profile = context(chromium, service, locale=LOCALES[language])
    page = profile.new_page()
    page.goto("/design")
    expect(page.get_by_role("heading", name=speaker(language)("Turning points"))).to_be_visible()
    for width in (390, 360):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(BROKEN) == []
        assert page.evaluate(TOO_WIDE) == 0
    profile.close()
