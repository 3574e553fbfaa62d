"""`python -m tests.review_speed FOLDER [--postgres] [--write]`: the review on a large practice.

Makes the practice in FOLDER on the first call (100,000 made-up consultations, roll-ups of 50
million readings; with `--postgres` anew each time), asks each address several times within this
process, and prints for each

- the median time until the whole answer is there (of a download: until its first rows are),
- how much of a core that took, here and in the database: a busy machine stretches only the time,
- the time of the first answer, with nothing in the cache,
- the number of questions to the database, and how the longest of them was answered (EXPLAIN).

`--write` puts the table into docs/performance.md.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path

import django

from tests.postgres import RunningPostgres
from tests.valkey import RunningValkey

PERFORMANCE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
COLUMNS = ("address", "time", "of a core", "first time", "questions", "the longest")


def main() -> None:
    """Measure on SQLite, or on a PostgreSQL of this call's own."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--postgres", action="store_true")
    arguments.add_argument("--write", action="store_true", help="into docs/performance.md")
    arguments.add_argument("--consultations", type=int, default=100_000)
    arguments.add_argument("--rows", type=int, default=25, help="of ten seconds; few for a trial")
    chosen = arguments.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    # Before anything of the product is imported: it looks once where its data lies.
    os.environ["CONSULT_DATA"] = str(chosen.folder)
    from consult.ports import free_port

    port = free_port()
    with contextlib.ExitStack() as parts:
        parts.enter_context(RunningValkey(chosen.folder, port))
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "consult.settings",
            "DEMO": "1",
            "REDIS_URL": f"redis://127.0.0.1:{port}/0",
            "LOG_LEVEL": "ERROR",
        }
        if chosen.postgres and "DATABASE_URL" not in os.environ:
            os.environ["DATABASE_URL"] = parts.enter_context(RunningPostgres())
        django.setup()
        prepare(chosen.consultations, chosen.rows)
        lines = measure()
    if chosen.write:
        write("postgresql" if chosen.postgres else "sqlite", lines)


def prepare(consultations: int, rows: int) -> None:
    """Make the practice unless it is there."""
    from django.core.management import call_command
    from django.db import connection

    from consult.accounts.models import Practice

    call_command("migrate", verbosity=0)
    if not Practice.objects.filter(name="Made-up practice 1").exists():
        call_command("make_history", consultations=consultations, rows=rows)
    with connection.cursor() as cursor:
        # What PostgreSQL does by itself some minutes after so many rows, and SQLite on request.
        vacuum = "VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE"
        cursor.execute(vacuum)


def measure() -> list[str]:
    """Ask every address; print what it took and return it."""
    from tests import review_requests

    browser = review_requests.browser()
    head = f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}"
    lines = [head]
    say(head)
    for address in review_requests.addresses():
        lines.append(review_requests.line(browser, address))
        say(lines[-1])
    loads = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    lines.append(f"\nLoad of the machine's {os.cpu_count()} cores meanwhile: {loads}.")
    say(lines[-1])
    return lines


def write(database: str, lines: list[str]) -> None:
    """Put what was measured between the database's two marks."""
    text = PERFORMANCE.read_text(encoding="utf-8")
    begin, end = (f"<!-- review_speed {database}: {mark} -->" for mark in ("begin", "end"))
    before, _, rest = text.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise SystemExit(f"{PERFORMANCE} has no place for {database}: {begin} … {end}")
    table = "\n".join(lines)
    PERFORMANCE.write_text(f"{before}{begin}\n{table}\n\n{end}{after}", encoding="utf-8")


def say(line: str) -> None:
    """Print at once: a measurement takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
