"""What the room takes of a processor while the call is on: with the analysis, and paused."""

from __future__ import annotations

import time
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import context, join, sign_in
from tests.service import RunningService

WATCHED_MS = 20_000


@dataclass(frozen=True)
class Cost:
    """Shares of a core over the time watched: of each page's main thread, and of all Chromium."""

    counsellor: float
    client: float
    chromium: float


def room_cost(chromium: Browser, service: RunningService) -> dict[str, Cost]:
    """Let Alice and Erin meet; return the cost with the analysis on and with it paused."""
    alice, erin = context(chromium, service).new_page(), context(chromium, service).new_page()
    sign_in(alice)
    # Opened before by whoever measured its first load.
    alice.get_by_role("link", name="Enter room").first.click()
    join(erin, service.invite_url)
    alice.get_by_role("button", name="Join the call").click()
    expect(alice.locator(".face-box")).to_be_visible(timeout=60_000)
    analysed = watched(alice, erin)
    alice.get_by_role("button", name="Pause analysis").click()
    expect(alice.locator(".face-box")).to_have_count(0, timeout=30_000)
    paused = watched(alice, erin)
    for page in (alice, erin):
        page.context.close()
    return {"analysis on": analysed, "analysis paused": paused}


def watched(alice: Page, erin: Page) -> Cost:
    """Watch both pages for a while."""
    pages = [page.context.new_cdp_session(page) for page in (alice, erin)]
    for devtools in pages:
        # Of the processor, not of the clock: other work on the machine must not count.
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    browser = alice.context.browser
    assert browser is not None
    whole = browser.new_browser_cdp_session()
    start, before = time.monotonic(), [*map(main_thread, pages), every_process(whole)]
    alice.wait_for_timeout(WATCHED_MS)
    after, took = [*map(main_thread, pages), every_process(whole)], time.monotonic() - start
    return Cost(*((then - now) / took for then, now in zip(after, before, strict=True)))


def main_thread(devtools: CDPSession) -> float:
    """Return the seconds that a page's main thread has worked so far."""
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def every_process(devtools: CDPSession) -> float:
    """Return the processor's seconds that all of the browser's processes have had so far."""
    found = devtools.send("SystemInfo.getProcessInfo")["processInfo"]
    return float(sum(one["cpuTime"] for one in found))
