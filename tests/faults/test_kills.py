"""Processes are killed with −9 while frames flow: the call goes on, nothing answered is lost."""

from __future__ import annotations

import contextlib
import json
import signal
import time
from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from websockets.exceptions import WebSocketException

from tests.camera import Call, jpeg, message, received, socket
from tests.service import RunningService, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    # A rate that lets a test send as fast as it is answered.
    with RunningService(
        tmp_path_factory.mktemp("faults"), WORKERS="2", FRAME_RATE="200"
    ) as running:
        yield running


@pytest.fixture
def call(service: RunningService) -> Call:
    return Call(service)


class Journal:
    """Sends frames for a while and keeps the ids of the readings it was told of."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.told: set[int] = set()

    def send_until_told(self, more: int, within: float = 60.0) -> None:
        """Send two frames a second, reconnecting when the socket goes, until so many more readings.

        Raises TimeoutError, with the service's logs, when they do not come in time.
        """
        goal = len(self.told) + more
        deadline = time.monotonic() + within
        while len(self.told) < goal:
            if time.monotonic() > deadline:
                raise TimeoutError(self.call.service.logs())
            with contextlib.suppress(OSError, WebSocketException):
                self._send_on_one_socket(goal, deadline)
            time.sleep(0.2)

    def _send_on_one_socket(self, goal: int, deadline: float) -> None:
        picture, seq = jpeg(), 0
        with socket(self.call.service, self.call.camera_ticket()) as camera:
            received(camera, "policy")
            while len(self.told) < goal and time.monotonic() < deadline:
                seq += 1
                camera.send(message(seq, picture))
                with contextlib.suppress(TimeoutError):
                    answer = json.loads(camera.recv(timeout=0.5))
                    if answer.get("status") == "reading":
                        self.told.add(answer["reading"])
                time.sleep(0.4)

    def is_all_stored(self) -> bool:
        """Tell whether every reading that was answered is in the database."""
        return self.told <= {reading["id"] for reading in self.call.readings()}


def kill(processes: list[psutil.Process]) -> None:
    """Kill the processes with −9, as an out-of-memory killer does."""
    assert processes
    for process in processes:
        process.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("word", ["runworker", "valkey", "uvicorn"])
def test_the_call_goes_on_after_a_kill(service: RunningService, call: Call, word: str) -> None:
    journal = Journal(call)
    journal.send_until_told(1)
    kill(service.processes(word))
    journal.send_until_told(3)
    assert wait_until(journal.is_all_stored)


def test_a_stream_is_settled_when_valkey_dies_under_its_socket(
    service: RunningService, call: Call
) -> None:
    with socket(service, call.camera_ticket()) as camera:
        received(camera, "policy")
        camera.send(message(1, jpeg()))
        assert received(camera, "answer")["status"] == "reading"
        kill(service.processes("valkey"))
        # Long before the sweep, which waits for a minute of silence.
        assert wait_until(lambda: all(call.streams_ended()), within=30)


def test_one_of_two_workers_is_not_missed(service: RunningService, call: Call) -> None:
    journal = Journal(call)
    journal.send_until_told(1)
    victim, *others = service.processes("runworker")
    kill([victim])
    # At most one frame dies with the worker; the others take the next ones.
    journal.send_until_told(5, within=20)
    assert all(other.is_running() for other in others)
    assert journal.is_all_stored()


def test_the_report_comes_though_celery_was_killed(service: RunningService, call: Call) -> None:
    Journal(call).send_until_told(2)
    kill(service.processes("celery"))
    call.end()
    assert wait_until(lambda: call.report()["state"] == "ready", within=60)


def test_a_thousand_malformed_frames_break_nothing(service: RunningService, call: Call) -> None:
    pids = {process.pid for process in service.processes()}
    answers = answers_to_bad_frames(call, 1000)
    assert len(answers) == 1000
    assert {answer["status"] for answer in answers} == {"rejected"}
    assert all(answer["reason"] for answer in answers)
    assert call.readings() == []
    Journal(call).send_until_told(2)
    assert pids <= {process.pid for process in service.processes()}


def answers_to_bad_frames(call: Call, count: int) -> list[dict[str, Any]]:
    """Send frames that are none, each after the answer to the one before; return the answers."""
    picture = jpeg()
    contents = [b"GIF89a", picture[:200], picture[: len(picture) // 3], b"\xff\xd8\xff" * 50]
    messages = [b"", b"short", b"\x02" + message(1, picture)[1:], message(1, b"")]
    answers = []
    with socket(call.service, call.camera_ticket()) as camera:
        received(camera, "policy")
        for seq in range(1, count + 1):
            kind = seq % (len(contents) + len(messages))
            bad = message(seq, contents[kind]) if kind < 4 else messages[kind - 4]
            camera.send(bad)
            answers.append(received(camera, "answer"))
    return answers
