"""`python -m tests.browser.screens OUT [en|uk] [light|dark] [PART …]`: pictures of every page.

Parts are signed_out, two_factors, desk, made_up, call, administration and first_day; without any,
all are walked. The client's camera shows the public-domain portrait that scikit-image ships, never
a research face: these pictures may be published.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_chromium, flags
from tests.browser.scenes import portrait_scene, scene, write_camera_file
from tests.browser.screens_call import consultation
from tests.browser.screens_desk import (
    administrators_desk,
    counsellors_desk,
    first_day,
    signed_out,
    two_factors,
)
from tests.browser.screens_made_up import made_up_months
from tests.browser.screenshots import Album
from tests.service import RunningService

ALICE = "alice@example.org"
PARTS: dict[str, Callable[[Album], None]] = {
    "signed_out": signed_out,
    "two_factors": two_factors,
    "desk": lambda album: counsellors_desk(album, album.page(ALICE)),
    "made_up": lambda album: made_up_months(album, album.page(ALICE)),
    "call": lambda album: consultation(album, album.page(ALICE)),
    "administration": administrators_desk,
    "first_day": first_day,
}
"""In the order in which they are walked; the last needs the invitation of the one before it."""


def main(out: Path, language: str = "en", scheme: str = "light", *parts: str) -> None:
    """Start the service, walk through it and take the pictures."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        camera = Path(folder) / "portrait.y4m"
        write_camera_file(camera, [(portrait_scene(), 24.0), (scene(None), 3.0)])
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=flags(camera))
        with RunningService(Path(folder) / "data", DEMO_HISTORY="1") as service:
            album = Album(chromium, service, out, language, scheme)
            for part in parts or PARTS:
                PARTS[part](album)
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screens"), *sys.argv[2:])
