"""`/healthz/` says that the process lives; `/readyz/` that every part of the service works."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import AsyncClient, Client

from consult import healthcheck, heartbeat
from consult.live import probe
from consult.operations import health, task_monitor
from consult.operations.health import SWEEP
from consult.ports import free_port
from tests.service import ROOT

AWAY = f"redis://127.0.0.1:{free_port()}/0"


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Signs of life of this test alone, and no answer of the one before."""
    monkeypatch.setattr(heartbeat, "LOCAL", tmp_path)
    monkeypatch.setattr(heartbeat, "_noted", {})
    monkeypatch.setattr(probe, "answered", worker_answers)
    # A part that is there is told as such on a machine that stands still meanwhile, too.
    monkeypatch.setattr(health.Part, "timeout", timedelta(minutes=1))
    monkeypatch.setattr(heartbeat, "WAIT_S", 60.0)
    forget()
    yield
    heartbeat._server.cache_clear()


async def worker_answers(within_s: float) -> bool:
    """In place of a worker; tests/consult/live/test_probe.py asks a real one."""
    return True


async def nobody_answers(within_s: float) -> bool:
    return False


def forget() -> None:
    heartbeat._server.cache_clear()
    for role in heartbeat.SILENT_S:
        heartbeat._server().delete(heartbeat._key(role))


def everybody_lives() -> None:
    for role in heartbeat.SILENT_S:
        heartbeat.note(role)
    task_monitor.note(SWEEP)


def asked() -> tuple[int, dict[str, Any]]:
    answer = Client().get("/readyz/")
    return answer.status_code, answer.json()


@pytest.mark.django_db(transaction=True)
def test_a_service_whose_parts_all_work_is_ready() -> None:
    everybody_lives()
    status, parts = asked()
    assert status == 200
    assert parts == dict.fromkeys(
        ("database", "redis", "live", "analyzer", "reports", "beat", "tasks"), "OK"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", [heartbeat.REPORTS, heartbeat.BEAT])
def test_a_kind_of_process_that_shows_no_sign_is_named(role: str) -> None:
    everybody_lives()
    heartbeat._server().delete(heartbeat._key(role))
    status, parts = asked()
    assert status == 503
    assert parts.pop(role) == "Unavailable: no sign of life within the last hour"
    assert set(parts.values()) == {"OK"}


@pytest.mark.django_db(transaction=True)
def test_a_sign_grows_old() -> None:
    everybody_lives()
    heartbeat._server().zadd(heartbeat._key(heartbeat.REPORTS), {"one": time.time() - 100})
    assert asked()[0] == 200, "another worker lives"
    forget()
    heartbeat._server().zadd(heartbeat._key(heartbeat.REPORTS), {"one": time.time() - 100})
    # And as much more as the machine took to ask.
    told = re.fullmatch(r"Unavailable: no sign of life for (\d+) s", asked()[1]["reports"])
    assert told is not None
    assert int(told[1]) >= 100


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("shows_signs", "words"),
    [
        (False, "no worker answered within 3 s"),
        (
            True,
            "no worker answered within 3 s, though one shows that it lives:"
            " is its LIVE_REDIS_URL this one?",
        ),
    ],
)
def test_a_worker_that_does_not_answer_is_no_help_by_its_signs(
    monkeypatch: pytest.MonkeyPatch, shows_signs: bool, words: str
) -> None:
    everybody_lives()
    if not shows_signs:
        heartbeat._server().delete(heartbeat._key(heartbeat.ANALYZER))
    monkeypatch.setattr(probe, "answered", nobody_answers)
    status, parts = asked()
    assert (status, parts["analyzer"]) == (503, f"Unavailable: {words}")


@pytest.mark.django_db(transaction=True)
async def test_all_who_ask_at_once_share_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    await asyncio.to_thread(everybody_lives)
    times: list[float] = []
    begun, may_answer = asyncio.Event(), asyncio.Event()

    async def slowly(within_s: float) -> bool:
        times.append(within_s)
        begun.set()
        await may_answer.wait()
        return True

    monkeypatch.setattr(probe, "answered", slowly)
    # Whoever comes late on a busy machine asks at once with the others all the same.
    monkeypatch.setattr(health, "REMEMBERED_S", 60.0)
    gone, *asking = (asyncio.create_task(AsyncClient().get("/readyz/")) for _ in range(20))
    await begun.wait()
    gone.cancel()
    may_answer.set()
    assert {one.status_code for one in await asyncio.gather(*asking)} == {200}
    assert len(times) == 1


@pytest.mark.django_db(transaction=True)
def test_tasks_that_nobody_does_are_late_but_a_new_service_may_have_done_none() -> None:
    everybody_lives()
    cache.delete(task_monitor.key(SWEEP))
    status, parts = asked()
    assert (status, parts["tasks"]) == (200, "Warning: none is known to have been done yet")
    cache.set(task_monitor.key(SWEEP), "2026-01-01T00:00:00+00:00")
    status, parts = asked()
    assert status == 503
    assert parts["tasks"].startswith("Unavailable: none done for ")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("setting", "part"), [("REDIS_URL", "redis"), ("LIVE_REDIS_URL", "live")])
def test_a_redis_that_is_away_is_named_by_its_setting(
    setting: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody_lives()
    monkeypatch.setattr(settings, setting, AWAY)
    status, parts = asked()
    assert status == 503
    assert parts[part] == f"Unavailable: does not answer ({setting})"
    assert AWAY not in str(parts)


def test_life_asks_no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without the mark `django_db` a question to the database fails the test.
    monkeypatch.setattr(settings, "REDIS_URL", AWAY)
    assert Client().get("/healthz/").json() == {"alive": True}


def test_a_containers_check_reads_its_own_process_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULT_DATA", str(tmp_path))
    assert healthcheck.main("analyzer") == 1
    heartbeat.note(heartbeat.ANALYZER)
    assert healthcheck.main("analyzer") == 0
    monkeypatch.setitem(healthcheck.SILENT_S, "analyzer", 0.0)
    assert healthcheck.main("analyzer") == 1


def test_the_check_starts_without_the_product() -> None:
    code = "import runpy, sys; runpy.run_path('consult/healthcheck.py'); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"django", "celery", "consult"} & set(done.stdout.split())
