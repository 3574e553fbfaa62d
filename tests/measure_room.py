"""`python -m tests.measure_room`: what a room that opens late, or misses a hint, costs.

An hour of Erin's camera, 7,200 readings, in an SQLite of its own. Milliseconds of a core in the
web process, medians of `--times`: `summary` is that of everything stored, which a page that opens
asks for, and a dashboard's first reading; `hole` what the next one reads after a lost hint; `page`
the first page of readings (5,000) as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import django

SECONDS = 3600


def main() -> None:
    """Measure and print JSON."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--times", type=int, default=9)
    times = arguments.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder)}/consult.sqlite3"
        os.environ |= {"DJANGO_SETTINGS_MODULE": "consult.settings", "DEMO": "1"}
        django.setup()
        sys.stdout.write(json.dumps(_measured(times), indent=2) + "\n")


def _measured(times: int) -> dict[str, Any]:
    from django.core.management import call_command
    from rest_framework.renderers import JSONRenderer

    from consult.accounts.models import Practice
    from consult.consultations import selectors
    from consult.consultations.models import Reading
    from consult.live.readings import reading_messages
    from consult.live.summaries import Summaries
    from tests import cast
    from tests.consult.reports import made_up

    call_command("migrate", verbosity=0)
    alice = cast.make_user("Alice", Practice.objects.create(name="North Practice"))
    made = cast.schedule(alice)
    made_up.film(made, seconds=SECONDS, role="client")
    erin = cast.client_of(made)
    newest = reading_messages([Reading.objects.filter(participant=erin).latest("pk")])

    def page() -> object:
        found = selectors.readings_after(made, stream=None, after=0, after_id=0)
        return JSONRenderer().render(reading_messages(found[: selectors.PAGE]))

    def hole() -> Callable[[], object]:
        # It knows all but the last two, and is told of the last one.
        summaries = Summaries(made.pk)
        summaries.of(erin.pk)
        summaries._running[str(erin.pk)].positions[newest[0]["stream"]] -= 2
        return lambda: summaries.after(newest)

    return {
        "readings": Reading.objects.count(),
        "summary_ms": _cpu_ms(lambda: lambda: Summaries(made.pk).of(erin.pk), times),
        "hole_ms": _cpu_ms(hole, times),
        "page_ms": _cpu_ms(lambda: page, times),
    }


def _cpu_ms(ready: Callable[[], Callable[[], object]], times: int) -> float:
    """Return the median of what a call takes of a core, after something has been made ready."""
    taken = []
    for _ in range(times):
        call = ready()
        began = time.process_time()
        call()
        taken.append(1000 * (time.process_time() - began))
    return round(median(taken), 1)


if __name__ == "__main__":
    main()
