"""`python -m tests.first_start`: how long `make run` takes with an empty data folder.

Everything is set up. `page_s` is the time until the service answers, `page_cpu_s` what all of its
processes worked until then (on as many cores as there are), `months_s` the time until the demo's
made-up months are there. `load` is that of the machine's cores meanwhile.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import psutil

from tests.service import RunningService, wait_until


class FirstStart(RunningService):
    """A start that is looked at before it says that it is ready."""

    def _lay_out(self) -> None:
        """Leave the folder empty: the migrations are what a first start does most of."""

    def _await_months(self) -> None:
        self.answers = time.monotonic()
        self.cpu = sum(_worked(one) for one in self.processes()) + _worked(
            psutil.Process(self.process.pid)
        )
        super()._await_months()


def main() -> None:
    """Measure and print JSON."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        start = FirstStart(Path(folder), DEMO_HISTORY="1")
        with start:
            wait_until(lambda: _answers(start.url), 60)
            figures: dict[str, Any] = {
                "page_s": round(start.answers - began, 1),
                "page_cpu_s": round(start.cpu, 1),
                "months_s": round(time.monotonic() - began, 1),
                "cores": os.cpu_count(),
                "load": round(os.getloadavg()[0], 1),
            }
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/sign-in", timeout=10) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _worked(process: psutil.Process) -> float:
    """Return the seconds of a core of a process, and of those that it has waited for."""
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


if __name__ == "__main__":
    main()
