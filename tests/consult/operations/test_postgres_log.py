"""What PostgreSQL writes into its own log: with Compose's options nobody's name (S19)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from consult.accounts.models import User
from consult.consultations.errors import NameTaken
from consult.consultations.models import Client
from consult.consultations.services import clients
from tests.deployment.compose import database_options

NAME = "Erin Quillfeather"

pytestmark = pytest.mark.django_db(transaction=True)


def failing(alice: User) -> None:
    """Add a client twice, and have a question for her stopped."""
    if not Client.objects.filter(name=NAME).exists():
        clients.make(alice, name=NAME)
    with pytest.raises(NameTaken):
        clients.make(alice, name=NAME)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '50ms'")
        with pytest.raises(OperationalError):
            cursor.execute("SELECT pg_sleep(5), %s", [NAME])
        cursor.execute("RESET statement_timeout")


@contextmanager
def set_for_now(options: dict[str, str]) -> Iterator[None]:
    with connection.cursor() as cursor:
        for name, value in options.items():
            cursor.execute(f"SET {name} = '{value}'")
    yield
    connection.close()


def test_a_refused_row_and_a_late_question_tell_no_name(alice: User) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no log")
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        log = Path(cursor.fetchone()[0]) / "log"
    options = {name: value for name, value in database_options().items() if name.startswith("log")}
    begin = log.stat().st_size
    with set_for_now(options):
        failing(alice)
    said = log.read_text(encoding="utf-8")[begin:]
    assert "duplicate key value" in said
    assert "statement timeout" in said
    assert "quillfeather" not in said.lower()
    with set_for_now({"log_error_verbosity": "default"}):
        failing(alice)
    assert "quillfeather" in log.read_text(encoding="utf-8").lower(), "the control"
