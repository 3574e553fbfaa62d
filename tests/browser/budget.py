"""`python -m tests.browser.budget`: what pages load, when they can be used, what the room takes.

Interactive means: the page's heading and controls are drawn and the browser is idle, counted from
the start of the navigation, in a fresh profile without a cache. It is measured by hand, not by a
timed test, because it hangs on what else the machine does.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from consult.frontend_build import ENTRY
from tests.browser.chromium import find_chromium, flags
from tests.browser.conftest import context, sign_in
from tests.browser.room_cost import room_cost
from tests.browser.scenes import happy_camera
from tests.first_load import pages, script_bytes
from tests.service import RunningService

TIMES = 5
LIMIT_MS = 2000
PATIENCE_MS = 120_000
"""Where other work has the machine, slowness is what is measured, and no failure."""
NOTE_INTERACTIVE = """
new MutationObserver((_, observer) => {
  const main = document.querySelector("main");
  if (!main?.querySelector("h1, h2") || main.querySelector(".spinner")) return;
  observer.disconnect();
  const note = () => { window.interactiveAt = performance.now(); };
  requestIdleCallback(note, { timeout: 10_000 });
}).observe(document, { childList: true, subtree: true });
"""
TRANSFERRED = """performance.getEntries().reduce((sum, one) => sum + (one.transferSize ?? 0), 0)"""


def main() -> int:
    """Write the tables; return 1 where a page takes longer than two seconds in the median."""
    say("compressed script, KB")
    for page in pages():
        name = "all pages share" if page == ENTRY else Path(page).stem
        say(f"  {name:20} {script_bytes(page) / 1000:6.1f}")
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        RunningService(Path(folder) / "data") as service,
    ):
        camera = happy_camera(Path(folder) / "happy.y4m")
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=flags(camera))
        slow = say_times(chromium, service)
        say_room(chromium, service)
        chromium.close()
    return int(slow)


def say(line: str) -> None:
    """Write a line at once: a slow machine shows how far it is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def say_times(chromium: Browser, service: RunningService) -> bool:
    """Open every page some times; tell whether one takes too long."""
    say("interactive after, ms: median (slowest); compressed bytes of the whole first load, KB")
    outside = {"sign in": "/sign-in", "invitation": service.invite_url}
    inside, session = signed_in(chromium, service)
    slow = False
    for paths, options in ((outside, {}), (inside, {"storage_state": session})):
        for name, path in paths.items():
            loads = [opened(chromium, service, path, **options) for _ in range(TIMES)]
            times = [load.interactive_ms for load in loads]
            slow |= median(times) > LIMIT_MS
            size = median(load.transferred for load in loads) / 1000
            say(f"  {name:20} {median(times):5.0f} ({max(times):.0f}) {size:8.1f}")
    return slow


def say_room(chromium: Browser, service: RunningService) -> None:
    """What the call and the analysis take of a processor."""
    say("shares of a core in the call: counsellor's main thread, client's, all of Chromium")
    for state, cost in room_cost(chromium, service).items():
        shares = (cost.counsellor, cost.client, cost.chromium)
        say(f"  {state:20} " + "  ".join(f"{share:6.1%}" for share in shares))


def signed_in(chromium: Browser, service: RunningService) -> tuple[dict[str, str], object]:
    """Return the counsellor's pages and session; opens the room, so that it is one."""
    profile = context(chromium, service)
    page = profile.new_page()
    sign_in(page)
    page.get_by_role("button", name="Open room").first.click()
    page.get_by_role("button", name="Join the call").wait_for()
    paths = {"agenda": "/", "clients": "/clients", "account": "/account", "room": page.url}
    session = profile.storage_state()
    profile.close()
    return paths, session


@dataclass(frozen=True)
class Load:
    """One opening of a page: until it could be used, and the bytes that came over the wire."""

    interactive_ms: float
    transferred: int


def opened(chromium: Browser, service: RunningService, path: str, **options: object) -> Load:
    """Open a page in a fresh profile without a cache."""
    profile = context(chromium, service, **options)
    profile.set_default_timeout(PATIENCE_MS)
    page = profile.new_page()
    profile.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.add_init_script(NOTE_INTERACTIVE)
    page.goto(path, wait_until="commit")
    page.wait_for_function("() => window.interactiveAt")
    load = Load(float(page.evaluate("window.interactiveAt")), int(page.evaluate(TRANSFERRED)))
    profile.close()
    return load


if __name__ == "__main__":
    sys.exit(main())
