"""`python -m tests.browser.budget`: how much script each page loads, and when it can be used.

Interactive means: the page's heading and controls are drawn and the browser is idle, counted from
the start of the navigation, in a fresh profile without a cache. It is measured by hand, not by a
timed test, because it hangs on what else the machine does.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from consult.shell import ENTRY
from tests.browser.chromium import find_chromium, flags
from tests.browser.conftest import context, sign_in
from tests.first_load import pages, script_bytes
from tests.service import RunningService

TIMES = 5
LIMIT_MS = 2000
NOTE_INTERACTIVE = """
new MutationObserver((_, observer) => {
  const main = document.querySelector("main");
  if (!main?.querySelector("h1, h2") || main.querySelector(".spinner")) return;
  observer.disconnect();
  requestIdleCallback(() => { window.interactiveAt = performance.now(); });
}).observe(document, { childList: true, subtree: true });
"""


def main() -> int:
    """Write both tables; return 1 where a page takes longer than two seconds in the median."""
    lines = ["compressed script, KB"]
    for page in pages():
        name = "all pages share" if page == ENTRY else Path(page).stem
        lines.append(f"  {name:20} {script_bytes(page) / 1000:6.1f}")
    lines.append("interactive after, ms: median (slowest)")
    found = measured()
    lines += [f"  {name:20} {median(ms):5.0f} ({max(ms):.0f})" for name, ms in found.items()]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(any(median(ms) > LIMIT_MS for ms in found.values()))


def measured() -> dict[str, list[float]]:
    """Open every page some times in a service of its own; return the milliseconds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        RunningService(Path(folder) / "data") as service,
    ):
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=flags())
        paths = {"sign in": "/sign-in", "invitation": service.invite_url}
        found = {name: opened(chromium, service, path) for name, path in paths.items()}
        paths, session = signed_in(chromium, service)
        found |= {
            name: opened(chromium, service, path, storage_state=session)
            for name, path in paths.items()
        }
        chromium.close()
    return found


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


def opened(chromium: Browser, service: RunningService, path: str, **options: object) -> list[float]:
    """Return when the page could be used, each time in a fresh profile."""
    times = []
    for _ in range(TIMES):
        profile = context(chromium, service, **options)
        page = profile.new_page()
        profile.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.add_init_script(NOTE_INTERACTIVE)
        page.goto(path)
        page.wait_for_function("() => window.interactiveAt")
        times.append(float(page.evaluate("window.interactiveAt")))
        profile.close()
    return times


if __name__ == "__main__":
    sys.exit(main())
