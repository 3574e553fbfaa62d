"""Which readings a counsellor's page was told of, beside those that the service stored."""

from __future__ import annotations

import sqlite3
from uuid import UUID

from playwright.sync_api import Page

from tests.service import RunningService

KEEP_TOLD = """
window.told = new Set();
const note = (one) => { if (one.type === "reading") told.add(one.id); };
const ask = window.fetch;
window.fetch = async (...given) => {
  const answer = await ask(...given);
  if (/readings[/]/.test(answer.url)) answer.clone().json().then((page) => page.results.map(note));
  return answer;
};
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => note(JSON.parse(data)));
  }
};
"""
"""For `add_init_script`: readings that came by its sockets or were asked for, in `told`."""


def told(page: Page) -> set[int]:
    return set(page.evaluate("[...told]"))


def stored(service: RunningService, page: Page) -> set[int]:
    """Return the readings in the database of the consultation whose room the page shows."""
    consultation = UUID(page.url.rsplit("/", 1)[1]).hex
    with sqlite3.connect(service.folder / "consult.sqlite3") as database:
        rows = database.execute(
            "select id from consultations_reading where consultation_id = ?", [consultation]
        )
        return {row[0] for row in rows}
