"""Processes are killed with −9 while frames are under way.

The promise: the call goes on by itself (a worker is back within 5 s, Valkey within 10 s), every
reading that a page was told of is in the database, and the accounts of every stream balance. The
limits here are wider (RECOVERY_S), for a test machine is busy.
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

from tests.camera import Call, jpeg, message, received, socket
from tests.faults.accounts import settled_accounts, stored_ids
from tests.faults.filming import RECOVERY_S, Filming
from tests.service import RunningService, wait_until

pytestmark = pytest.mark.slow


HELD = dict.fromkeys(("FRAME_RATE", "FRAME_RATE_LEAST", "FRAME_RATE_MOST"), "200")
"""The tests send at their own pace, and a kill must not slow them down."""


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


@pytest.mark.timeout(600)  # Each kill may take RECOVERY_S, and one sweep comes at the end.
@pytest.mark.parametrize(
    ("word", "phases"),
    [
        # Seconds after a frame was sent: on its way, analysed, stored, being answered.
        ("runworker", (0.0, 0.01, 0.02, 0.04, 0.08)),
        ("valkey", (0.0, 0.02)),
        ("uvicorn", (0.0, 0.02)),
    ],
)
def test_what_was_told_is_stored_and_every_frame_is_accounted_for(
    service: RunningService, word: str, phases: tuple[float, ...]
) -> None:
    with Filming(Call(service)) as one, Filming(Call(service)) as other:
        for after in phases:
            one.until_told(3)
            one.strike(partial(kill, service.processes(word)), after)
            # The call goes on, and nobody touched anything.
            one.until_told(3)
            other.until_told(3)
    for camera in (one, other):
        assert camera.told <= stored_ids(camera.call)
        assert camera.answered_twice == []
        for account in settled_accounts(camera.call):
            assert (account.in_flight, account.stored) == (0, account.rows), account


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
    with Filming(call) as camera:
        camera.until_told(1)
        victim, *others = service.processes("runworker")
        camera.strike(partial(kill, [victim]))
        # What the worker held dies with it; the others take the next frames.
        camera.until_told(5, within=20)
    assert all(other.is_running() for other in others)
    assert camera.told <= stored_ids(call)


def test_the_report_comes_though_celery_was_killed(service: RunningService, call: Call) -> None:
    with Filming(call) as camera:
        camera.until_told(2)
    kill(service.processes("celery"))
    call.end()
    assert wait_until(lambda: call.report()["state"] == "ready", within=RECOVERY_S)


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
