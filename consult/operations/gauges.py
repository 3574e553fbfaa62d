"""The state of the whole service, read from its stores when Prometheus asks a web process.

Every web process tells the same: dashboards take the maximum, not the sum.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import redis
import structlog
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from consult import heartbeat
from consult.consultations.models import Consultation, Stream
from consult.live.hub import FRAMES_CHANNEL
from consult.operations import task_monitor
from consult.operations.models import DeadLetter

log = structlog.get_logger(__name__)

AWAY: Final = (redis.RedisError, OSError, DatabaseError)


class ServiceGauges(Collector):
    """What waits, what is late and who lives. A store that is away tells nothing, and no zero."""

    def collect(self) -> Iterator[Metric]:
        """Yield each gauge."""
        for part in (_frames, _tasks, _processes, _tables):
            yield from _if_there(part)

    def describe(self) -> list[Metric]:
        """Name none: else the stores would be asked when the process starts."""
        return []


def _if_there(part: Callable[[], list[Metric]]) -> list[Metric]:
    try:
        return part()
    except AWAY as error:
        log.warning("not_measured", part=part.__name__.strip("_"), error=type(error).__name__)
        return []


def _frames() -> list[Metric]:
    config: Any = settings.CHANNEL_LAYERS["frames"]["CONFIG"]
    key = config["prefix"] + FRAMES_CHANNEL
    limits: dict[str, Any] = {
        "socket_timeout": heartbeat.WAIT_S,
        "socket_connect_timeout": heartbeat.WAIT_S,
    }
    with redis.Redis.from_url(settings.LIVE_REDIS_URL, **limits) as server:
        waiting: Any = server.zcard(key)
        oldest: Any = server.zrange(key, 0, 0, withscores=True)
    age = max(0.0, time.time() - oldest[0][1]) if oldest else 0.0
    return [
        _gauge("consult_frame_messages_waiting", "Messages of frames no worker took", waiting),
        _gauge("consult_frame_messages_oldest_seconds", "Age of the oldest of them", age),
    ]


def _tasks() -> list[Metric]:
    queue = task_monitor.queue()
    if queue.waiting is None or queue.held is None:
        return []
    return [
        _gauge("consult_tasks_waiting", "Background tasks that wait", queue.waiting),
        _gauge("consult_tasks_held", "Background tasks that workers hold", queue.held),
        _gauge("consult_tasks_oldest_seconds", "Age of the oldest that waits", queue.oldest_s),
    ]


def _processes() -> list[Metric]:
    alive = GaugeMetricFamily("consult_processes_alive", "Processes alive", labels=["role"])
    for role, limit in heartbeat.SILENT_S.items():
        alive.add_metric([role], sum(age < limit for age in heartbeat.ages(role)))
    return [alive]


def _tables() -> list[Metric]:
    reports = GaugeMetricFamily("consult_reports", "Reports that are not ready", labels=["state"])
    try:
        for state in (Consultation.ReportState.BUILDING, Consultation.ReportState.FAILED):
            ended = Consultation.objects.filter(state=Consultation.State.ENDED)
            reports.add_metric([state], ended.filter(report_state=state).count())
        streams = Stream.objects.filter(settled_at=None).count()
        letters = DeadLetter.objects.filter(run_again_at=None).count()
    finally:
        connection.close()
    return [
        reports,
        _gauge("consult_streams_open", "Camera streams that are not settled", streams),
        _gauge("consult_dead_letters", "Tasks that failed for good, not run again", letters),
    ]


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value)
