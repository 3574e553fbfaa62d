"""On PostgreSQL neither a statement nor a lock holds a request for ever."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import connection

ASK = "from consult.settings import DATABASES as d; print(d['default']['OPTIONS']['options'])"
ADDRESS = "postgres://consult:secret@database/consult"


def options(address: str) -> str:
    """Return what the settings give to each connection."""
    asked = [sys.executable, "-c", ASK]
    environment = {**os.environ, "DATABASE_URL": address}
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_statements_and_locks_have_limits() -> None:
    assert options(ADDRESS) == "-c lock_timeout=10s -c statement_timeout=60s"


def test_an_operator_can_set_others() -> None:
    own = options(f"{ADDRESS}?options=-c%20statement_timeout%3D5s")
    assert own == "-c statement_timeout=5s"


@pytest.mark.django_db(transaction=True)
def test_a_migration_takes_the_time_it_needs_but_waits_for_no_lock_for_ever() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer, and its own time limit")
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '60s'")
        call_command("migrate", verbosity=0, interactive=False)
        found = {}
        for name in ("statement_timeout", "lock_timeout"):
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
    assert found == {"statement_timeout": "0", "lock_timeout": "20s"}  # That of the tests.
