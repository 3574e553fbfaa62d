"""`python -m tests.review_speed FOLDER [--postgres]`: the review's pages on a large practice.

Makes the practice in FOLDER on the first call (100,000 made-up consultations, roll-ups of 50
million readings), asks each address several times within this process, and prints the median
time, the number of queries, and by which index the slowest of them went. With `--postgres` the
practice is made anew each time.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

from tests.postgres import RunningPostgres
from tests.valkey import RunningValkey

TIMES = 5
PAGES = (
    "satisfaction/?period=90d",
    "satisfaction/?period=365d",
    "satisfaction/?period=all",
    "satisfaction/?period=all&counsellor={counsellor}",
    "satisfaction/?period=all&kind=service&rating=satisfied",
    "consultations/?period=all",
    "consultations/?period=all&rating=1",
    "consultations/?period=all&coverage=little",
    "consultations/?period=all&flagged=any",
    "consultations/?period=365d&counsellor={counsellor}",
    "queue/",
    "queue/count/",
)
"""Below `/api/v1/review/`."""


def main() -> None:
    """Measure on SQLite, or on a PostgreSQL of this call's own."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--postgres", action="store_true")
    arguments.add_argument("--consultations", type=int, default=100_000)
    chosen = arguments.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    # Before anything of the product is imported: it looks once where its data lies.
    os.environ["CONSULT_DATA"] = str(chosen.folder)
    from consult.launch import free_port

    port = free_port()
    with contextlib.ExitStack() as parts:
        parts.enter_context(RunningValkey(chosen.folder, port))
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "consult.settings",
            "DEMO": "1",
            "REDIS_URL": f"redis://127.0.0.1:{port}/0",
            "LOG_LEVEL": "ERROR",
        }
        if chosen.postgres:
            os.environ["DATABASE_URL"] = parts.enter_context(RunningPostgres())
        django.setup()
        prepare(chosen.consultations)
        measure()


def prepare(consultations: int) -> None:
    """Make the practice unless it is there."""
    from django.core.management import call_command
    from django.db import connection

    from consult.accounts.models import Practice

    call_command("migrate", verbosity=0)
    if not Practice.objects.filter(name="Made-up practice 1").exists():
        call_command("make_history", consultations=consultations)
    with connection.cursor() as cursor:
        # What PostgreSQL does by itself some minutes after so many rows, and SQLite on request.
        cursor.execute("ANALYZE")


def measure() -> None:
    """Ask every address, and print what it took."""
    from django.test import Client

    from consult.accounts.models import User

    administrator = User.objects.get(email="administrator-1@example.org")
    counsellor = User.objects.filter(practice=administrator.practice, role="counsellor")[0]
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(administrator, "allauth.account.auth_backends.AuthenticationBackend")
    say("| address | median | queries | the slowest query |\n|---|---|---|---|")
    for page in PAGES:
        address = page.format(counsellor=counsellor.pk)
        times, queries = zip(*(ask(browser, address) for _ in range(TIMES)), strict=True)
        slowest = max(queries[-1], key=lambda query: query[0])
        median = statistics.median(times) * 1000
        say(f"| `{page}` | {median:.0f} ms | {len(queries[-1])} | {plan(slowest)} |")


def ask(browser: Any, address: str) -> tuple[float, list[tuple[float, str, Any]]]:
    """Return the seconds that one answer took, and its queries: seconds, SQL, parameters."""
    from django.db import connection

    queries: list[tuple[float, str, Any]] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            queries.append((time.perf_counter() - began, sql, params))

    began = time.perf_counter()
    with connection.execute_wrapper(watch):
        answer = browser.get(f"/api/v1/review/{address}")
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code} {answer.content[:500]!r}")
    return time.perf_counter() - began, queries


def plan(query: tuple[float, str, Any]) -> str:
    """Return how long a query took and the steps of its plan that name a table or an index."""
    from django.db import connection

    seconds, sql, params = query
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}", params)
        lines = [str(row[-1]).strip() for row in cursor.fetchall()]
    wanted = [line for line in lines if "INDEX" in line or "Scan" in line or "SCAN" in line]
    steps = "; ".join(line.split("  (cost")[0].removeprefix("->").strip() for line in wanted)
    return f"{seconds * 1000:.0f} ms: {steps}"


def say(line: str) -> None:
    """Print at once: a measurement takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
