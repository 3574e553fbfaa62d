"""What a long run leaves behind in a service: memory, open files, keys, tasks, open accounts."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from redis import Redis

from consult.live.load.accounts import SETTLED_WITHIN_S
from consult.live.load.machine import Gauge, Used
from consult.live.load.people import People

WARM: Final = 0.1
"""The share of the time in which a process may still grow into its load."""
FLAT: Final = 0.05
"""How far memory may grow after that, as a share."""
REST_S: Final = 15.0
"""Between the last socket's end and the last look: what expires by itself has expired."""


class LeakCheck:
    """Looks before a run and after it."""

    def __init__(self, gauge: Gauge) -> None:
        self._gauge = gauge
        self._stores = {
            name: Redis.from_url(url)
            for name, url in {"broker": settings.REDIS_URL, "live": settings.LIVE_REDIS_URL}.items()
        }
        self._keys = self._counted()

    def figures(self, people: People) -> dict[str, Any]:
        """Wait until the service is at rest, then return what is left, as JSON-ready numbers."""
        streams = people.streams()
        deadline = time.monotonic() + SETTLED_WITHIN_S
        while streams.filter(settled_at=None).exists() and time.monotonic() < deadline:
            time.sleep(0.2)
        time.sleep(REST_S)
        self._gauge.rest()
        processes = [process(used) for used in self._gauge.processes]
        return {
            "streams": streams.count(),
            "consultations": streams.values("consultation").distinct().count(),
            "unsettled": streams.filter(settled_at=None).count(),
            "unbalanced": sum(stream.in_flight != 0 for stream in streams),
            "tasks_waiting": self._tasks(),
            "redis_keys_before": self._keys,
            "redis_keys_after": self._counted(),
            "processes": processes,
            "flat": all(one["flat"] for one in processes if one["kind"] != "load generator"),
        }

    def _counted(self) -> dict[str, int]:
        return {name: int(str(store.dbsize())) for name, store in self._stores.items()}

    def _tasks(self) -> int:
        broker = self._stores["broker"]
        return int(str(broker.llen("celery.celery"))) + int(str(broker.hlen("celery.unacked")))


def process(used: Used) -> dict[str, Any]:
    """Return how memory (MB) and open files of one process went.

    `start` is the median of a tenth of the time after the first tenth, `end` that of the last.
    """
    start, end = (_median(part) for part in _tenths(used.memory))
    grown = round(end / start - 1, 3) if start else None
    return {
        "kind": used.kind,
        "pid": used.process.pid,
        "memory_start_mb": round(start / 1e6, 1),
        "memory_end_mb": round(end / 1e6, 1),
        "grown": grown,
        "flat": grown is not None and grown <= FLAT,
        "open_files_before": used.open_files_before,
        "open_files_most": max(used.open_files, default=0),
        "open_files_at_rest": used.open_files_at_rest,
    }


def _tenths(values: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
    tenth = max(1, round(len(values) * WARM))
    return values[tenth : 2 * tenth], values[-tenth:]


def _median(values: Sequence[int]) -> float:
    ordered = sorted(values)
    return float(ordered[len(ordered) // 2]) if ordered else 0.0
