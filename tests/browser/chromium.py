"""Finds a Chromium for the browser tests, and installs one where there is none.

`python -m tests.browser.chromium` is part of `make test`: a Chromium on the PATH is taken as it
is; else, as root on a Debian machine, the Debian package; else Playwright's own build.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    # The window of a test is never in front; it must run as if it were.
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
]


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return _playwright_build()


def flags(camera: Path | None = None) -> list[str]:
    """Return Chromium's flags; `camera` is a .y4m file that plays as its webcam."""
    chosen = list(FLAGS)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        chosen.append("--no-sandbox")  # Chromium refuses its sandbox as root
    if camera is not None:
        chosen.append(f"--use-file-for-fake-video-capture={camera}")
    return chosen


def install() -> None:
    """Install a Chromium. Raises CalledProcessError when that fails."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)  # type: ignore[call-overload]
        subprocess.run(  # type: ignore[call-overload]
            ["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-core"], check=True, **quiet
        )
        return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def _playwright_build() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


if __name__ == "__main__":
    if find_chromium() is None:
        install()
    if find_chromium() is None:
        sys.exit("No Chromium could be installed; the browser tests need one.")
