"""The launcher's signals: none is lost, whenever it comes."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, cast

import pytest

from consult.launch import Stopping, supervise
from consult.startup_gate import AWAITS, await_tables


class Manager:
    """Stands for supervisord: it counts how often it is told to stop."""

    def __init__(self) -> None:
        self.stopped = 0

    def terminate(self) -> None:
        self.stopped += 1


@pytest.fixture
def manager() -> Manager:
    return Manager()


@pytest.fixture(autouse=True)
def own_handlers() -> Iterator[None]:
    """Give the test run its own handlers back."""
    before = {number: signal.getsignal(number) for number in Stopping.SIGNALS}
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def watching(stopping: Stopping, manager: Manager) -> None:
    stopping.watch(cast("subprocess.Popen[bytes]", manager))


@pytest.mark.parametrize("number", Stopping.SIGNALS)
def test_a_signal_stops_what_runs(manager: Manager, number: signal.Signals) -> None:
    stopping = Stopping()
    stopping.listen()
    watching(stopping, manager)
    signal.raise_signal(number)
    assert manager.stopped == 1


def test_a_signal_that_comes_while_the_manager_starts_is_kept(manager: Manager) -> None:
    stopping = Stopping()
    stopping.listen()
    signal.raise_signal(signal.SIGTERM)
    watching(stopping, manager)
    assert manager.stopped == 1


def test_a_closed_terminal_does_not_keep_it_running(
    manager: Manager, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(sys, "stdout", Closed())
    stopping = Stopping()
    stopping.listen()
    watching(stopping, manager)
    signal.raise_signal(signal.SIGHUP)
    assert manager.stopped == 1


def test_under_nohup_a_closing_terminal_is_not_heard(manager: Manager) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    stopping = Stopping()
    stopping.listen()
    watching(stopping, manager)
    signal.raise_signal(signal.SIGHUP)
    assert manager.stopped == 0


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The launcher's own folder is an empty one; return what its processes wait for."""
    (tmp_path / "log").mkdir()
    monkeypatch.setattr("consult.launch.LOCAL", tmp_path)
    monkeypatch.setattr("consult.launch.READY_TO_WORK", tmp_path / "ready")
    return tmp_path / "ready"


def test_the_signals_are_heard_before_the_manager_starts(
    monkeypatch: pytest.MonkeyPatch, gate: Path
) -> None:
    heard: list[bool] = []

    def start(*args: object, **kwargs: object) -> None:
        heard.append(isinstance(signal.getsignal(signal.SIGHUP), Stopping))
        raise FileNotFoundError

    monkeypatch.setattr("subprocess.Popen", start)
    with pytest.raises(FileNotFoundError):
        supervise(gate.parent / "supervisord.conf", {}, 1)
    assert heard == [True]


class Started(Manager):
    """Stands for supervisord and for a command that says nothing, once they run."""

    environment: ClassVar[dict[str, str]] = {}
    returncode = 0

    def __init__(self, *args: object, env: dict[str, str], **kwargs: object) -> None:
        super().__init__()
        Started.environment = env

    def poll(self) -> int | None:
        return 0

    def wait(self) -> int:
        return 0

    def communicate(self) -> tuple[str, str]:
        return "", "no room"


def test_processes_load_beside_the_migrations_and_begin_after_them(
    monkeypatch: pytest.MonkeyPatch, gate: Path
) -> None:
    gate.touch()  # of an earlier start
    began: list[bool] = []

    def migrate(env: dict[str, str], stopping: Stopping) -> dict[str, str]:
        began.append(Started.environment[AWAITS] == str(gate) and not gate.exists())
        return {}

    monkeypatch.setattr("subprocess.Popen", Started)
    monkeypatch.setattr("consult.launch.prepare_database", migrate)
    assert supervise(gate.parent / "supervisord.conf", {"DEMO_HISTORY": "0"}, 1) == 0
    assert (began, gate.exists()) == ([True], True)


def test_migrations_that_fail_end_all_that_was_started(
    monkeypatch: pytest.MonkeyPatch, gate: Path
) -> None:
    stopped: list[str] = []
    monkeypatch.setattr("subprocess.Popen", Started)
    monkeypatch.setattr(Started, "terminate", lambda self: stopped.append("terminated"))
    monkeypatch.setattr(Started, "returncode", 1)
    with pytest.raises(SystemExit, match="1"):
        supervise(gate.parent / "supervisord.conf", {"DEMO": "0"}, 1)
    assert (stopped, gate.exists()) == (["terminated"], False)


def test_a_signal_ends_migrations_that_wait_for_others(
    monkeypatch: pytest.MonkeyPatch, gate: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended: list[Started] = []

    def end(process: Started) -> None:
        ended.append(process)

    def wait_for_a_lock(command: Started) -> tuple[str, str]:
        signal.raise_signal(signal.SIGTERM)
        return "", "interrupted"

    monkeypatch.setattr("subprocess.Popen", Started)
    monkeypatch.setattr(Started, "communicate", wait_for_a_lock)
    monkeypatch.setattr(Started, "terminate", end)
    with pytest.raises(SystemExit, match="0"):
        supervise(gate.parent / "supervisord.conf", {"DEMO": "0"}, 1)
    assert len(set(map(id, ended))) == 2
    assert (gate.exists(), "failed" in capsys.readouterr().err) == (False, False)


def test_a_process_of_a_start_waits_for_the_tables_and_no_other_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(AWAITS, raising=False)
    await_tables()
    monkeypatch.setenv(AWAITS, str(tmp_path / "ready"))
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            (tmp_path / "ready").touch()

    monkeypatch.setattr("time.sleep", sleep)
    await_tables()
    assert len(waits) == 3
