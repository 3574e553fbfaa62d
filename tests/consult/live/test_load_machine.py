"""What a load test says of a service's processes holds when one of them is started anew."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from django.conf import settings

from consult.live.load.figures import spent
from consult.live.load.machine import Gauge
from consult.live.load.plan import Plan
from tests.consult.live.steps import PATIENCE_S

WORKER = "sum(range(3_000_000)); print('up', flush=True); import time; time.sleep(600)"
# What names a worker's kind stands in no other command line.
SUPERVISOR = f"""
import subprocess, sys
while True:
    subprocess.run([sys.executable, "-c", {WORKER!r}, "run" + "worker"])
"""
PLAN = Plan(1, 2.0, 10.0, ["http://localhost:1"], [b"jpeg"])


class Supervised:
    """A process that starts a worker again whenever it ends."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", SUPERVISOR]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.worker_is_up()

    def worker_is_up(self) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "up\n"

    @property
    def worker(self) -> psutil.Process:
        [worker] = psutil.Process(self.process.pid).children()
        return worker


@pytest.fixture
def supervised() -> Iterator[Supervised]:
    running = Supervised()
    yield running
    worker = running.worker
    running.process.kill()
    worker.kill()
    running.process.communicate(timeout=PATIENCE_S)


def workers(gauge: Gauge) -> list[dict[str, Any]]:
    told = spent(PLAN, gauge, 100)["processes"]
    return [one for one in told if one["kind"] == "analyzer"]


def test_a_worker_that_was_started_anew_has_worked_no_negative_time(
    supervised: Supervised,
) -> None:
    gauge = Gauge([supervised.process.pid], settings.LIVE_REDIS_URL)
    gauge.begin()
    gauge.start()
    first = supervised.worker
    first.kill()
    supervised.worker_is_up()
    gauge.stop()
    old, new = workers(gauge)
    assert (old["pid"], old["came"], old["went"]) == (first.pid, False, True)
    assert (new["pid"], new["came"], new["went"]) == (supervised.worker.pid, True, False)
    # What the first had taken before the load does not count; what the second took since does.
    assert old["cpu_share"] == 0
    assert new["cpu_ms_per_frame"] > 0
    assert new["memory_mb"]["most"] > 1
