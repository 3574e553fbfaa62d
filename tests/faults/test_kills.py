"""What a socket sees of a dead store, and what a service makes of frames that are none.

Kills over every process are the fault driver's (`tests.faults.test_driver`).
"""

from __future__ import annotations

import signal
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import psutil
import pytest

from tests.camera import Call, jpeg, message, received, socket, until_read
from tests.faults.camera_client import HELD, Filming
from tests.service import RunningService, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    # A rate that lets a test send as fast as it is answered.
    with RunningService(tmp_path_factory.mktemp("faults"), WORKERS="2", **HELD) as running:
        yield running


@pytest.fixture
def call(service: RunningService) -> Call:
    # The test before may have killed a store just now.
    wait_until(partial(healthy, service), 30)
    return Call(service)


def healthy(service: RunningService) -> bool:
    with suppress(OSError):
        return bool(urllib.request.urlopen(f"{service.url}/readyz/", timeout=5).status == 200)
    return False


def kill(processes: list[psutil.Process]) -> None:
    """Kill the processes with −9, as an out-of-memory killer does."""
    assert processes
    for process in processes:
        process.send_signal(signal.SIGKILL)


def test_a_thousand_malformed_frames_break_nothing(service: RunningService, call: Call) -> None:
    pids = {process.pid for process in service.processes()}
    answers = answers_to_bad_frames(call, 1000)
    assert len(answers) == 1000
    assert {answer["status"] for answer in answers} == {"rejected"}
    assert all(answer["reason"] for answer in answers)
    assert call.readings() == []
    with Filming(call) as camera:
        camera.until_told(2)
    assert pids <= {process.pid for process in service.processes()}


def test_a_stream_is_settled_when_valkey_dies_under_its_socket(
    service: RunningService, call: Call
) -> None:
    with socket(service, call.camera_ticket()) as camera:
        received(camera, "policy")
        until_read(camera)
        kill(service.processes("valkey"))
        # Long before the sweep, which waits for a minute of silence.
        assert wait_until(lambda: all(call.streams_ended()), within=30)


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
