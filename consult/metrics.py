"""What is counted and timed, for Prometheus; docs/operations.md lists it.

Served from a port of its own (METRICS_PORT), never by the product's door. Values lie in files that
the processes of one machine share: a pool's child counts, and its parent serves.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import structlog
from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

log = structlog.get_logger(__name__)

QUICK: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
SLOW: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 100.0)

FRAMES: Final = Counter(
    "consult_frames", "Frames answered, by what came of them", ["status", "reason"]
)
ANSWER_SECONDS: Final = Histogram(
    "consult_frame_answer_seconds", "From a frame's arrival to its answer", buckets=QUICK
)
STAGE_SECONDS: Final = Histogram(
    "consult_stage_seconds",
    "A micro-batch's time in a stage; wait: each frame's, until a worker takes it",
    ["stage"],
    buckets=QUICK,
)
BATCH_FRAMES: Final = Histogram(
    "consult_batch_frames", "Frames in a micro-batch", buckets=(1, 2, 4, 8, 16, 32)
)
SEARCHES: Final = Counter(
    "consult_searches", "Frames sent to workers, by how they are searched for faces", ["search"]
)
TASKS: Final = Counter("consult_tasks", "Background tasks done", ["task", "state"])
TASK_SECONDS: Final = Histogram(
    "consult_task_seconds", "A background task's time", ["task"], buckets=SLOW
)
REQUESTS: Final = Counter("consult_http_requests", "Requests", ["method", "route", "status"])
REQUEST_SECONDS: Final = Histogram(
    "consult_http_seconds", "A request's time", ["method", "route"], buckets=SLOW
)

_STAGES: Final = {
    name: STAGE_SECONDS.labels(name)
    for name in ("wait", "decode", "detect", "classify", "store", "answer")
}


def note_stage(name: str, seconds: float) -> None:
    """Note the time of a stage: wait, decode, detect, classify, store or answer."""
    _STAGES[name].observe(seconds)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Time a stage."""
    began = time.perf_counter()
    try:
        yield
    finally:
        note_stage(name, time.perf_counter() - began)


def serve(role: str, collectors: Sequence[Collector] = ()) -> None:
    """Serve this process's metrics on METRICS_PORT, if that is set and it is this role's to do.

    `collectors` are asked at each scrape.
    """
    port, only = settings.METRICS_PORT, settings.METRICS_FROM
    if not port or (only and only != role):
        return
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    ProcessCollector(registry=registry)
    for collector in collectors:
        registry.register(collector)
    try:
        start_http_server(port, settings.METRICS_HOST, registry)
    except OSError as error:
        log.warning("metrics_not_served", port=port, error=type(error).__name__)
