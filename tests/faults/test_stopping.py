"""Stopping drains and leaves nothing behind; a second start finds everything again."""

from __future__ import annotations

import signal
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.camera import Call
from tests.faults.camera_client import HELD, Filming
from tests.faults.marker_client import Writing
from tests.service import RunningService

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def no_nohup() -> Iterator[None]:
    """Let the service hear SIGHUP also where the tests run under nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_stopping_leaves_no_process_behind(tmp_path: Path, stop: signal.Signals) -> None:
    with RunningService(tmp_path, WORKERS="1") as service:
        started = service.processes()
        assert any("valkey" in process.name() for process in started)
        service.process.send_signal(stop)
        service.process.wait(40)
        _, alive = psutil.wait_procs(started, timeout=5)
        assert not alive, alive


def test_stopping_under_load_drains(tmp_path: Path) -> None:
    with RunningService(tmp_path, WORKERS="2", **HELD) as service:
        call = Call(service)
        with Filming(call) as camera, Writing(call, every=0.05) as writer:
            camera.until_told(5)
            names = [f"{name}_0" for name in ("web", "analyzer", "reports", "valkey")]
            assert service.stop() == 0
    said = (tmp_path / "log" / "supervisord.log").read_text(encoding="utf-8")
    assert {name: f"stopped: {name} (exit status 0)" in said for name in names} == dict.fromkeys(
        names, True
    )
    assert writer.server_errors() == 0
    assert camera.told <= kept(tmp_path, "consultations_reading")
    assert {uuid.UUID(one.id).hex for one in writer.journal} <= kept(
        tmp_path, "consultations_marker"
    )


def kept(folder: Path, table: str) -> set[Any]:
    """Return the ids of all rows of a table, as SQLite has them."""
    with closing(sqlite3.connect(folder / "consult.sqlite3")) as database:
        return {pk for (pk,) in database.execute(f"SELECT id FROM {table}")}  # noqa: S608


def test_a_second_start_keeps_what_the_first_one_made(tmp_path: Path) -> None:
    with RunningService(tmp_path, WORKERS="1") as service:
        opened = Call(service).path
    with RunningService(tmp_path, WORKERS="1") as service:
        alice = Call(service).alice
        assert alice.call("GET", opened)["state"] == "open"


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with RunningService(tmp_path / "one", WORKERS="1") as service:
        second = RunningService(tmp_path / "two", PORT=str(service.port))
        with pytest.raises(RuntimeError, match=f"Port {service.port} is in use"):
            second.__enter__()
