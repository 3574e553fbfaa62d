"""Whether PostgreSQL lets as many in as this service's processes may be.

A check of Django's that asks the database: `migrate` says it with each deploy, and `manage.py check
--database default` at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.core import checks
from django.db import connections

from consult.request_places import long_ones

OF_SOCKETS: Final = 4
"""Of a web process beside its requests: the sockets' thread, readiness, metrics."""
OF_OTHERS: Final = 24
"""Four analysis workers and two of Celery's by turns of an old and a new one, beat, and people."""


def connect() -> None:
    """Make the check known; called once, when the app is ready."""
    checks.register(enough, checks.Tags.database)


def of_a_web_process() -> int:
    """Return how many connections one web process may hold."""
    most: int = settings.REQUESTS_AT_ONCE
    return most + long_ones(most) + OF_SOCKETS


def needed() -> int:
    """Return how many all processes may hold while one web process takes over from another."""
    return 2 * of_a_web_process() + OF_OTHERS


def enough(
    app_configs: Any, databases: Sequence[str] | None = None, **rest: Any
) -> list[checks.CheckMessage]:
    """Return what is wrong where the database was asked and has too few."""
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('max_connections')::int"
                " - current_setting('superuser_reserved_connections')::int"
            )
            [there] = cursor.fetchone()
        if there < needed():
            found.append(
                checks.Warning(
                    f"PostgreSQL lets {there} in; the processes may need {needed()}, and more with"
                    " each further web process. Frames are dropped while there is no place.",
                    hint=f"Set max_connections to {needed() + 3} or more, or a smaller"
                    " REQUESTS_AT_ONCE.",
                    id="consult.W003",
                )
            )
    return found
