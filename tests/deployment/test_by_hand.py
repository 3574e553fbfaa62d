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

import pytest
import redis

from tests.camera import Call, jpeg, message, received, socket
from tests.deployment.by_hand import ByHand
from tests.deployment.compose import OWN, compose, filled
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
        camera.send(message(1, jpeg()))
        assert received(camera, "answer", 30)["status"] == "reading"
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


def test_the_database_says_that_it_is_ready(stack: ByHand) -> None:
    host = stack.database.split("host=")[1]
    asked = [str(programs() / "pg_isready"), "-U", "consult", "-h", host]
    assert subprocess.run(asked, check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(not shutil.which("turnserver"), reason="no coturn on this machine")
def test_turn_is_healthy(stack: ByHand) -> None:
    stack.start("turn")
    stack.wait_until_healthy("turn")
    stack.stop("turn")


@pytest.mark.skipif(not shutil.which("caddy"), reason="no Caddy on this machine")
def test_caddy_takes_its_file(stack: ByHand, tmp_path: Path) -> None:
    file = tmp_path / "Caddyfile"
    file.write_text(filled(compose()["configs"]["caddyfile"]["content"], stack.variables))
    command = ["caddy", "validate", "--config", str(file), "--adapter", "caddyfile"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# The last one, as it leaves nothing running.
@pytest.mark.parametrize("name", ["analyzer", "reports", "beat", "web"])
def test_each_process_ends_by_itself_when_told_to(stack: ByHand, name: str) -> None:
    assert stack.stop(name) == 0, stack.log(name)
