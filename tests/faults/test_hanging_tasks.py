"""Celery's worker and beat that hang or die are started anew, with nobody touching anything."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator

import psutil
import pytest
from celery import Celery
from redis import Redis

from tests.faults.test_tasks_killed import broker_url, parent_and_children
from tests.service import RunningService, wait_until

pytestmark = pytest.mark.slow

HUNG_S = 3
BACK_S = 90.0
"""A start takes seconds, and many where the machine does much else."""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    folder = tmp_path_factory.mktemp("hanging")
    with RunningService(folder, WORKERS="1", HUNG_AFTER_S=str(HUNG_S)) as running:
        wait_until(lambda: served(running), BACK_S)
        yield running


def served(service: RunningService) -> int:
    """Return how often a worker has begun to take tasks."""
    log = service.folder / "log" / "reports_0.log"
    return log.read_text(encoding="utf-8").count(" ready.")


def test_a_worker_that_is_stopped_is_replaced_whole(service: RunningService) -> None:
    before = served(service)
    parent, children = parent_and_children(service)
    parent.send_signal(signal.SIGSTOP)
    assert wait_until(lambda: served(service) > before, BACK_S)
    _, alive = psutil.wait_procs([parent, *children], timeout=10)
    assert not alive
    said = (service.folder / "log" / "reports_0.log").read_text(encoding="utf-8")
    assert "process_hangs: the worker's loop" in said


def test_a_worker_whose_broker_is_away_is_left_alone(service: RunningService) -> None:
    parent, _ = parent_and_children(service)
    [valkey] = service.processes("valkey")
    valkey.send_signal(signal.SIGKILL)
    time.sleep(3 * HUNG_S)
    assert parent.is_running()
    with Celery(broker=broker_url(service)) as app:
        app.conf.broker_transport_options = {"global_keyprefix": "celery."}
        assert wait_until(lambda: app.control.ping(timeout=1), BACK_S)


def test_beat_inside_a_worker_is_missed_and_both_begin_anew(service: RunningService) -> None:
    with Redis.from_url(broker_url(service)) as store:
        [*_, newest] = wait_until(lambda: store.zrange("consult:alive:beat", 0, -1), BACK_S)
    before = served(service)
    psutil.Process(int(newest.rsplit(b":")[-1])).send_signal(signal.SIGKILL)
    assert wait_until(lambda: served(service) > before, BACK_S)
