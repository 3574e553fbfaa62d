"""axe-core in a page: what of WCAG 2.2 A and AA a program can tell, and axe's best practices."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as Timeout

SOURCE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKED_FOR: dict[str, dict[str, Any]] = {
    "light": {"type": "tag", "values": RULES},
    # The same elements in other colours: whatever else there is to find, light has found.
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
WIDTHS = (1440, 390)
"""Pixels: a desk's screen and a phone's."""
WIDEST = 1920
"""Pixels: where a page lays out once more, but its words and colours are those of the desk."""
_FITS = "() => document.documentElement.scrollWidth <= innerWidth"
_TO_FOLLOW_MS = 2000
"""What is drawn follows the window's new size a moment later."""
_STILL = "() => document.getAnimations().every(one => one.playState !== 'running')"


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page as it is, wide and narrow, in light and in dark;
    on the widest screen, too, whether it fits.

    Each as "1440 dark: rule: element".
    """
    found = []
    before = page.viewport_size
    # Colours that are still fading into the theme would be measured half-way.
    page.emulate_media(reduced_motion="reduce")
    for width, theme in product(WIDTHS, LOOKED_FOR):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        page.wait_for_function(_STILL)
        found += [f"{width} {theme}: {line}" for line in _run(page, LOOKED_FOR[theme])]
        if not _fits(page):
            found.append(f"{width} {theme}: reflow: the page is wider than its window")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": WIDEST, "height": 1080})
    if not _fits(page):
        found.append(f"{WIDEST} light: reflow: the page is wider than its window")
    if before:
        page.set_viewport_size(before)
    return found


def _fits(page: Page) -> bool:
    try:
        page.wait_for_function(_FITS, timeout=_TO_FOLLOW_MS)
    except Timeout:
        return False
    return True


def _run(page: Page, rules: dict[str, Any]) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        # Evaluated, not added as an element: the content security policy forbids those, rightly.
        page.evaluate((SOURCE / "axe.min.js").read_text(encoding="utf-8"))
    # Only what is wrong: the whole of what is right crosses over to here otherwise, too.
    run = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
    result: dict[str, Any] = page.evaluate(run, rules)
    return [
        f"{rule['id']}: {' '.join(node['target'])}: {node['failureSummary']}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]
