"""Having axe-core look at a page: no violation, nothing refused by the security policy (S13)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser import policy
from tests.browser.axe import violations
from tests.service import ROOT

NOWHERE = "00000000-0000-4000-8000-000000000000"
DESK_PAGES = (
    "/sign-in",
    "/forgot-password",
    "/reset-password",
    "/welcome",
    "/rate",
    "/design",
    "/model",
    "/",
    "/account",
    "/account/looks",
    "/practice",
    "/integrations",
    "/team",
    "/review",
    "/review/consultations",
    "/review/queue",
    "/clients",
    "/clients/:id",
)
"""Routes that `test_accessibility.py` looks at."""
CALL_PAGES = (
    "/join/:token",
    "/call/:id",
    "/call/:id/report",
    "/consultations/:id",
    "/consultations/:id/report",
)
"""Routes that `test_accessibility_call.py` looks at."""

visited: set[str] = set()
"""The addresses at which axe has looked in this process."""


def looker(page: Page) -> Callable[[str, str], None]:
    """Return what opens an address, waits for words on it and has axe look."""

    def look(path: str, words: str) -> None:
        page.goto(path)
        expect(page.get_by_text(words).first).to_be_visible()
        seen(page)

    return look


def seen(page: Page) -> None:
    """Have axe look at the page as it is."""
    visited.add(urlsplit(page.url).path)
    assert violations(page) == []
    assert policy.refused(page) == []


def looks_into_the_dialog(page: Page, button: str) -> None:
    """Open the dialog behind a button, have axe look, and close it."""
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    seen(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def missed(routes: Iterable[str]) -> list[str]:
    """Return the routes at none of whose addresses axe has looked."""
    patterns = {route: re.compile(re.sub(r":\w+", "[^/]+", route)) for route in routes}
    return [
        route
        for route, pattern in patterns.items()
        if not any(pattern.fullmatch(path) for path in visited)
    ]


def routes() -> set[str]:
    """Return every route of the product's pages."""
    code = (ROOT / "frontend" / "src" / "App.tsx").read_text(encoding="utf-8")
    inside = re.findall(r'^  "(/[^"]+)": \w+Page,$', code, re.MULTILINE)
    return {*re.findall(r'<Route path="([^"]+)"', code), *inside}
