"""Stopping leaves nothing behind, and a second start finds everything again."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.camera import Call
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
