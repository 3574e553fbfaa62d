"""Every service of docker-compose.yml starts by its own command, is healthy, serves, and stops."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
import redis

from consult.operations.postgres_restore import CLEAR
from tests.camera import Call, socket, until_read
from tests.deployment.by_hand import ByHand
from tests.deployment.compose import OWN
from tests.postgres_programs import programs
from tests.service import PASSWORD, RunningService, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def stack() -> Iterator[ByHand]:
    with ByHand() as running:
        for name in ("valkey", "live"):
            running.start(name)
        running.manage("migrate", "--no-input", "--verbosity", "0")
        for name in OWN:
            running.start(name)
        running.wait_until_healthy(*OWN)
        yield running


@pytest.fixture(scope="module")
def practice(stack: ByHand) -> None:
    stack.manage("make_practice", "North Practice", "--retention-days", "30")
    alice = ("--email", "alice@example.org", "--name", "Alice", "--role", "counsellor")
    stack.manage("make_user", "--practice", "North Practice", *alice, CONSULT_PASSWORD=PASSWORD)


def readiness(stack: ByHand) -> dict[str, Any]:
    """Return what each part is said to be, or nothing while one is away."""
    try:
        with urllib.request.urlopen(f"{stack.url}/readyz/", timeout=10) as answer:
            return dict(json.loads(answer.read()))
    except urllib.error.HTTPError:
        return {}


def test_each_process_is_healthy_and_the_service_ready(stack: ByHand) -> None:
    parts = wait_until(lambda: readiness(stack), 30)
    assert parts.pop("tasks") in ("OK", "Warning: none is known to have been done yet")
    assert set(parts.values()) == {"OK"}


def test_a_consultations_frame_is_answered(stack: ByHand, practice: None) -> None:
    call = Call(cast("RunningService", stack))
    with socket(cast("RunningService", stack), call.camera_ticket()) as camera:
        until_read(camera)
    assert len(call.readings()) == 1
    for name, metric in (
        ("web", 'consult_frames_total{reason="",status="reading"} 1.0'),
        ("analyzer", 'consult_stage_seconds_count{stage="store"} 1.0'),
        ("beat", "process_resident_memory_bytes"),
    ):
        assert metric in measured(stack, name)
    wait_until(lambda: "consult_tasks_total" in measured(stack, "reports"), 40)


def measured(stack: ByHand, name: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{stack.metrics[name]}/metrics") as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize(
    ("name", "appends", "saves"), [("valkey", "yes", True), ("live", "no", False)]
)
def test_the_stores_ask_for_a_password_and_only_one_writes(
    stack: ByHand, name: str, appends: str, saves: bool
) -> None:
    stranger = redis.Redis(port=stack.ports[name])
    with stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()
    password = stack.variables["REDIS_PASSWORD"]
    with redis.Redis(port=stack.ports[name], password=password, decode_responses=True) as server:
        kept: Any = server.config_get("save", "appendonly")
    assert kept["appendonly"] == appends
    assert bool(kept["save"]) is saves
    assert any((stack.folder / name).iterdir()) is saves


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE public.own (number integer)",
        "DROP TABLE consultations_consent",
        "ALTER TABLE accounts_auditentry DISABLE TRIGGER ALL",
        "TRUNCATE consultations_reading",
        "CREATE ROLE other",
        "COPY accounts_user TO PROGRAM 'cat'",
        "SET log_error_verbosity = 'default'",
    ],
)
def test_the_services_role_reads_and_writes_rows_and_no_more(stack: ByHand, statement: str) -> None:
    with (
        psycopg.connect(stack.role("consult")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement.encode())


def test_the_services_role_is_enough_for_a_copy(stack: ByHand, tmp_path: Path) -> None:
    """`docker compose run web python manage.py backup`; what fills a database is its owner's."""
    copy = tmp_path / "copy"
    dump = str(programs() / "pg_dump")
    words = [dump, "--format=custom", "--file", str(copy), stack.role("consult")]
    subprocess.run(words, check=True)
    assert copy.stat().st_size > 10_000


def test_a_database_that_was_filled_anew_serves_the_services_role(stack: ByHand) -> None:
    """`restore` takes the schema away and makes another, and no right comes with a copy."""
    rights = (
        "SELECT has_schema_privilege('consult', 'public', 'USAGE'),"
        " has_table_privilege('consult', 'public.filled', 'SELECT, INSERT, UPDATE, DELETE'),"
        " has_table_privilege('consult', 'public.filled', 'TRUNCATE')"
    )
    with psycopg.connect(stack.role("consult_owner")) as connection:
        connection.execute(CLEAR)
        connection.execute("CREATE TABLE public.filled (number integer)")
        assert connection.execute(rights.encode()).fetchone() == (True, True, False)
        connection.rollback()


def test_the_databases_log_names_nobody(stack: ByHand, practice: None) -> None:
    """PostgreSQL's own words for a row that is refused, and for what it stops (S19)."""
    with psycopg.connect(stack.role("consult"), autocommit=True) as connection:
        taken = (
            "INSERT INTO accounts_user SELECT * FROM accounts_user"
            " WHERE email = 'alice@example.org'"
        )
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute(taken.encode())
        connection.execute("SET statement_timeout = '100ms'")
        with pytest.raises(psycopg.errors.QueryCanceled):
            connection.execute("SELECT pg_sleep(5), 'alice@example.org'")
    log = (Path(stack.database.split("host=")[1]) / "log").read_text(encoding="utf-8")
    assert "duplicate key value violates unique constraint" in log
    assert "canceling statement due to statement timeout" in log
    assert "alice" not in log


def test_the_database_says_that_it_is_ready(stack: ByHand) -> None:
    host = stack.database.split("host=")[1]
    asked = [str(programs() / "pg_isready"), "-U", "consult", "-h", host]
    assert subprocess.run(asked, check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(not shutil.which("turnserver"), reason="no coturn on this machine")
def test_turn_is_healthy(stack: ByHand) -> None:
    stack.start("turn")
    stack.wait_until_healthy("turn")
    stack.stop("turn")


# The last one, as it leaves nothing running.
@pytest.mark.parametrize("name", ["analyzer", "reports", "beat", "web"])
def test_each_process_ends_by_itself_when_told_to(stack: ByHand, name: str) -> None:
    assert stack.stop(name) == 0, stack.log(name)
