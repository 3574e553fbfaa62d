"""The worker of background tasks is killed in the middle of one, and is sent what it must not take.

With one task at a time and late acknowledgement, the message that a worker holds is the task it is
in. The tests hold the database's write lock, so that this is where it stays until it is killed.
"""

from __future__ import annotations

import pickle
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from celery import Celery
from redis import Redis

from tests.camera import Call
from tests.faults.background_client import RECOVERY_S
from tests.faults.camera_client import Filming
from tests.faults.mailbox import Mailbox
from tests.service import Browser, RunningService, wait_until

pytestmark = pytest.mark.slow

PREFIX = "celery."


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as server:
        yield server


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox) -> Iterator[RunningService]:
    folder = tmp_path_factory.mktemp("tasks")
    with RunningService(folder, WORKERS="1", EMAIL_URL=mailbox.url) as running:
        yield running


@pytest.fixture
def broker(service: RunningService) -> Iterator[Redis]:
    with Redis.from_url(broker_url(service)) as client:
        yield client


def broker_url(service: RunningService) -> str:
    return (service.folder / "run" / "redis-url").read_text(encoding="utf-8").strip()


def parent_and_children(service: RunningService) -> tuple[psutil.Process, list[psutil.Process]]:
    """Return Celery's main process, and those that it started: its pool and beat."""
    everyone = service.processes("celery")
    pids = {process.pid for process in everyone}
    [parent] = [process for process in everyone if process.ppid() not in pids]
    return parent, [process for process in everyone if process.pid != parent.pid]


@contextmanager
def in_the_middle_of_a_report(service: RunningService, broker: Redis) -> Iterator[Call]:
    """Have a worker begin a report and get no further for as long as the block lasts."""
    call = Call(service)
    with Filming(call) as camera:
        camera.until_told(2)
    parent, _ = parent_and_children(service)
    parent.send_signal(signal.SIGSTOP)
    call.end()
    path = service.folder / "consult.sqlite3"
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        parent.send_signal(signal.SIGCONT)
        wait_until(lambda: building(broker), within=RECOVERY_S)
        yield call
        database.execute("ROLLBACK")


def building(broker: Redis) -> bool:
    """Tell whether a worker holds the building of a report."""
    return any(b"reports.build" in message for message in broker.hvals(f"{PREFIX}unacked"))


@pytest.mark.timeout(400)
def test_a_report_whose_pool_process_is_killed_is_built(
    service: RunningService, broker: Redis
) -> None:
    parent, _ = parent_and_children(service)
    with in_the_middle_of_a_report(service, broker) as call:
        # Without its beat the worker ends, too, and who watches it is none of the pool.
        signs: Any = broker.zrange("consult:alive:beat", 0, -1)
        beats = [int(sign.rsplit(b":")[-1]) for sign in signs]
        for child in parent.children():
            if child.pid not in beats and "celery" in " ".join(child.cmdline()):
                child.send_signal(signal.SIGKILL)
    assert wait_until(lambda: call.report()["state"] == "ready", within=2 * RECOVERY_S)
    assert parent.is_running()


@pytest.mark.timeout(400)
def test_a_report_whose_worker_is_killed_is_built_and_no_orphan_is_left(
    service: RunningService, broker: Redis
) -> None:
    parent, children = parent_and_children(service)
    with in_the_middle_of_a_report(service, broker) as call:
        parent.send_signal(signal.SIGKILL)
    assert wait_until(lambda: call.report()["state"] == "ready", within=2 * RECOVERY_S)
    _, alive = psutil.wait_procs(children, timeout=RECOVERY_S)
    assert not alive


def test_a_mail_whose_pool_process_is_killed_is_sent_once(
    service: RunningService, mailbox: Mailbox
) -> None:
    parent, _ = parent_and_children(service)
    address = "/_allauth/browser/v1/auth/password/request"
    Browser(service).call("POST", address, {"email": "alice@example.org"})
    assert mailbox.kept_waiting.wait(RECOVERY_S)
    for child in parent.children():
        child.send_signal(signal.SIGKILL)
    mailbox.open.set()
    assert wait_until(lambda: mailbox.taken, within=2 * RECOVERY_S)
    call = Call(service)
    call.end()
    # One worker takes one task after another: a second mail would be here by now.
    assert wait_until(lambda: call.report()["state"] == "ready", within=RECOVERY_S)
    assert len(mailbox.taken) == 1
    assert "To: alice@example.org" in mailbox.taken[0]


class Touch:
    """What makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.path), "w")


def test_a_pickled_message_is_refused_and_the_worker_goes_on(
    service: RunningService, broker: Redis, tmp_path: Path
) -> None:
    trap = tmp_path / "unpickled"
    pickle.loads(pickle.dumps(Touch(tmp_path / "control"))).close()  # noqa: S301
    assert (tmp_path / "control").exists()
    stranger = Celery("stranger", broker=broker_url(service), set_as_current=False)
    stranger.conf.broker_transport_options = {"global_keyprefix": PREFIX}
    stranger.send_task("reports.sweep", args=[Touch(trap)], serializer="pickle")
    wait_until(lambda: "ContentDisallowed" in service.logs(), within=RECOVERY_S)
    assert not trap.exists()
    call = Call(service)
    call.end()
    assert wait_until(lambda: call.report()["state"] == "ready", within=RECOVERY_S)
