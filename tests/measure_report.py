"""`python -m tests.measure_report`: how long an hour's report takes to be built and to open.

Two cameras at 2 frames a second, 14,400 readings, in a running service. `build_s` is the building
alone, `build_cpu_s` what it takes of a core: on a busy machine both lie far apart. `answer_ms` is
the report's answer as the browser waits for it, `open_ms` from the click to the drawn charts, both
medians of `--times`; `first_open_ms` is the first, which loads the page's script, too. `load` is
that of the machine meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import django
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.conftest import context, sign_in
from tests.service import RunningService

_OPEN = """
address => new Promise(done => {
  const began = performance.now();
  history.pushState({}, "", address);
  const look = () => {
    const drawn = document.querySelectorAll(".report .u-over").length === 2;
    if (drawn) requestAnimationFrame(() => done(performance.now() - began));
    else requestAnimationFrame(look);
  };
  look();
})
"""
_ANSWER = """
async address => {
  const began = performance.now();
  await (await fetch(address, {cache: "no-store"})).json();
  return performance.now() - began;
}
"""


def main() -> None:
    """Measure and print JSON."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--times", type=int, default=9)
    times = arguments.parse_args().times
    with tempfile.TemporaryDirectory() as folder, RunningService(Path(folder)) as service:
        consultation, figures = an_hour(service)
        figures |= opening(service, consultation, times)
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def an_hour(service: RunningService) -> tuple[str, dict[str, Any]]:
    """Store an hour of Alice and Erin in the service's database; time the report's building."""
    os.environ["DATABASE_URL"] = f"sqlite:///{service.folder}/consult.sqlite3"
    os.environ |= {"DJANGO_SETTINGS_MODULE": "consult.settings", "DEMO": "1"}
    django.setup()
    from django.utils import timezone

    from consult.accounts.models import User
    from consult.consultations.models import Consultation, Participant
    from consult.reports import services
    from tests import cast
    from tests.consult.reports import made_up

    made = cast.schedule(User.objects.get(email="alice@example.org"))
    for role in Participant.Role.values:
        made_up.film(made, seconds=3600, role=role)
    now = timezone.now()
    rows = Consultation.objects.filter(pk=made.pk)
    # Without the signals: the service's own workers must not be quicker.
    rows.update(state="ended", opened_at=now - timedelta(hours=1), ended_at=now)
    began, worked = time.perf_counter(), time.process_time()
    report = services.build_report(made.pk)
    took, work = time.perf_counter() - began, time.process_time() - worked
    figures = {"build_s": round(took, 2), "build_cpu_s": round(work, 2)}
    return str(made.pk), {"readings": 14_400, "state": report.state, **figures}


def opening(service: RunningService, consultation: str, times: int) -> dict[str, Any]:
    """Return how long the report takes to come and to be drawn."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium())
        page = context(chromium, service, viewport={"width": 1440, "height": 900}).new_page()
        sign_in(page)
        opened = [once(page, consultation) for _time in range(times + 1)]
        answer = f"/api/v1/consultations/{consultation}/report/"
        answers = [page.evaluate(_ANSWER, answer) for _time in range(times)]
        chromium.close()
    return {
        "answer_ms": round(median(answers)),
        "first_open_ms": round(opened[0]),
        "open_ms": round(median(opened[1:])),
        "load": round(os.getloadavg()[0], 1),
    }


def once(page: Page, consultation: str) -> float:
    """Open the report from another page, in milliseconds."""
    page.evaluate('() => history.pushState({}, "", "/clients")')
    page.locator(".report").wait_for(state="detached")
    page.wait_for_timeout(300)
    return float(page.evaluate(_OPEN, f"/consultations/{consultation}/report"))


if __name__ == "__main__":
    main()
