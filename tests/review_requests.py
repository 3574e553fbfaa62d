"""Asking the review's addresses, for `tests.review_speed`: times, questions, plans."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from django.core.cache import cache
from django.db import connection
from django.test import Client

from consult.accounts.models import User

TIMES = 5
SHOWN = 2
"""Steps of a plan."""
PAGES = (
    "satisfaction/?period=90d",
    "satisfaction/?period=365d",
    "satisfaction/?period=all",
    "satisfaction/?period=all&by=week",
    "satisfaction/?period=all&counsellor={counsellor}",
    "satisfaction/?period=all&kind=service",
    "satisfaction/?period=all&rating=any",
    "satisfaction/?period=all&coverage=half",
    "satisfaction/?period=all&flagged=any",
    "consultations/?period=90d",
    "consultations/?period=all",
    "consultations/?period=all&rating=1",
    "consultations/?period=all&coverage=little",
    "consultations/?period=all&flagged=falling",
    "consultations/?period=all&rating=1&coverage=none&kind=service&counsellor={counsellor}",
    "queue/",
    "queue/?mine=true",
    "queue/?state=resolved",
    "queue/?state=all&flagged=srs&counsellor={counsellor}",
    "queue/count/",
    "consultations.csv?period=all",
)
"""Below `/api/v1/review/`."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question to the database, and how long its answer took to be read, in seconds."""

    sql: str
    parameters: Any
    seconds: float


def browser() -> Client:
    """Return a browser in which the practice's administrator is signed in."""
    client = Client(HTTP_HOST="localhost")
    administrator = User.objects.get(email="administrator-1@example.org")
    client.force_login(administrator, "allauth.account.auth_backends.AuthenticationBackend")
    # Imports and connections are no part of what is measured.
    ask(client, "queue/count/")
    return client


def addresses() -> Iterator[str]:
    """Yield every address."""
    counsellor = User.objects.filter(role="counsellor", name="Made-up counsellor 1").get()
    for page in PAGES:
        yield page.format(counsellor=counsellor.pk)


def line(client: Client, address: str) -> str:
    """Return one line of the table."""
    cache.clear()
    client.force_login(User.objects.get(email="administrator-1@example.org"), _BACKEND)
    first = ask(client, address)[0]
    times, cores = zip(*(ask(client, address) for _ in range(TIMES)), strict=True)
    asked = questions(client, address)
    longest = max(asked, key=lambda one: one.seconds)
    wall, core = statistics.median(times) * 1000, statistics.median(cores) * 1000
    return (
        f"| `{address}` | {wall:.0f} ms | {core:.0f} ms | {first * 1000:.0f} ms | {len(asked)} "
        f"| {longest.seconds * 1000:.0f} ms: {plan(longest)} |"
    )


_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def ask(client: Client, address: str) -> tuple[float, float]:
    """Return the seconds that one answer took, and the seconds of a core for it."""
    began, worked = time.perf_counter(), time.process_time() + _of_the_database()
    answer = client.get(f"/api/v1/review/{address}")
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code} {answer.content[:500]!r}")
    if answer.streaming:
        asyncio.run(_first_rows(cast("Any", answer).streaming_content))
    took = time.perf_counter() - began
    return took, time.process_time() + _of_the_database() - worked


async def _first_rows(parts: AsyncIterator[bytes]) -> None:
    """Read the head and the first thousand rows."""
    await anext(parts)
    await anext(parts)


def _of_the_database() -> float:
    """Return the seconds of a core that PostgreSQL has worked for this connection; else 0."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def questions(client: Client, address: str) -> list[Question]:
    """Return what an answer asks the database; reads are timed to their last row, once more."""
    found: list[tuple[str, Any]] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        client.get(f"/api/v1/review/{address}")
    return [Question(sql, params, _time_of(sql, params)) for sql, params in found]


def _time_of(sql: str, parameters: Any) -> float:
    if not sql.startswith("SELECT"):
        return 0.0
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(sql, parameters)
        cursor.fetchall()
        return time.perf_counter() - began


def plan(question: Question) -> str:
    """Return the first steps of a question's plan that name a table or an index."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN ANALYZE"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {question.sql}", question.parameters)
        lines = [str(row[-1]).strip() for row in cursor.fetchall()]
    steps = [one for one in lines if any(word in one for word in ("SCAN", "SEARCH", "Scan"))]
    # What follows looks up, by their keys, what a list names of each row.
    rest = f"; {len(steps) - SHOWN} more" if len(steps) > SHOWN else ""
    return "; ".join(_short(step) for step in steps[:SHOWN]) + rest


def _short(step: str) -> str:
    """Return a step without estimates: "Index Only Scan using … on … (12.3 ms, 1000 rows)"."""
    step = step.removeprefix("->").strip()
    name, _, actual = step.partition("  (cost")
    if "(actual time=" not in actual:
        return name
    time_, rows = actual.split("(actual time=")[1].split(" loops")[0].split(" rows=")
    return f"{name} ({float(time_.split('..')[1]):.1f} ms, {rows} rows)"
