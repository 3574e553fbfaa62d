"""The launcher's signals: none is lost, whenever it comes."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from consult.launch import Stopping, supervise


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


def test_the_signals_are_heard_before_the_manager_starts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "log").mkdir()
    monkeypatch.setattr("consult.launch.LOCAL", tmp_path)
    heard: list[bool] = []

    def start(*args: object, **kwargs: object) -> None:
        heard.append(isinstance(signal.getsignal(signal.SIGHUP), Stopping))
        raise FileNotFoundError

    monkeypatch.setattr("subprocess.Popen", start)
    with pytest.raises(FileNotFoundError):
        supervise(tmp_path / "supervisord.conf", {}, 1, {})
    assert heard == [True]
