"""What is measured, that each of it is explained, and that the dashboard asks for nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from celery.signals import before_task_publish
from django.conf import settings
from django.test import Client
from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

from consult import metrics
from consult.broker import enqueue
from consult.consultations.models import Consultation
from consult.integrations.gauges import WebhookGauges
from consult.live.gauges import CameraGauges
from consult.operations import task_monitor
from consult.operations.gauges import ServiceGauges
from consult.operations.receivers import _on_end, _on_start
from consult.operations.tasks import tidy
from consult.ports import free_port

DOCS = Path(__file__).resolve().parents[3] / "docs"
COUNTED = [one for one in vars(metrics).values() if isinstance(one, MetricWrapperBase)]


def names() -> set[str]:
    """Return the name of everything that some process tells, as Prometheus knows it."""
    told = {f"{one._name}_total" for one in COUNTED if one._type == "counter"}
    told |= {
        f"{one._name}_{end}"
        for one in COUNTED
        if one._type == "histogram"
        for end in ("bucket", "sum", "count")
    }
    gauges = [*CameraGauges().collect(), *ServiceGauges().collect(), *WebhookGauges().collect()]
    told |= {metric.name for metric in gauges}
    return told | {"consult_frame_rate"} | set(process_names())


def process_names() -> list[str]:
    return [metric.name + ("_total" if metric.type == "counter" else "")
            for metric in REGISTRY.collect() if metric.name.startswith("process_")]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_the_dashboard_asks_only_for_what_is_told() -> None:
    board = json.loads((DOCS / "grafana.json").read_text(encoding="utf-8"))
    asked = " ".join(target["expr"] for panel in board["panels"] for target in panel["targets"])
    wanted = set(re.findall(r"\b(?:consult|process)_\w+", asked))
    assert len(wanted) > 20
    assert wanted - names() == set()


@pytest.mark.django_db(transaction=True)
def test_everything_that_is_told_is_explained() -> None:
    text = (DOCS / "operations.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"`(consult_\w+)`", text))
    ours = {re.sub(r"_(bucket|sum|count)$", "", name) for name in names()}
    assert {name for name in ours if name.startswith("consult_")} - explained == set()


@pytest.mark.django_db(transaction=True)
def test_a_store_that_is_away_tells_nothing_and_no_zero(
    opened: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "LIVE_REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")
    told = {metric.name for metric in ServiceGauges().collect()}
    assert "consult_frame_messages_waiting" not in told
    assert {"consult_tasks_waiting", "consult_streams_open"} <= told


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.mark.django_db
def test_a_request_is_counted_by_its_route_and_never_by_its_path(opened: Consultation) -> None:
    route = {"method": "GET", "route": "api/v1/consultations/(?P<pk>[^/.]+)/$", "status": "401"}
    before = counted("consult_http_requests_total", **route)
    Client().get(f"/api/v1/consultations/{opened.pk}/")
    assert counted("consult_http_requests_total", **route) == before + 1
    told = [sample.labels for metric in metrics.REQUESTS.collect() for sample in metric.samples]
    assert str(opened.pk) not in str(told)


def test_a_method_that_somebody_made_up_makes_no_series_of_its_own() -> None:
    Client().generic("MADEUP", "/healthz/")
    told = [sample.labels for metric in metrics.REQUESTS.collect() for sample in metric.samples]
    assert "MADEUP" not in str(told)


def test_a_task_is_counted_by_its_state() -> None:
    before = counted("consult_tasks_total", task="operations.tidy", state="SUCCESS")
    _on_start(tidy)
    _on_end(tidy, state="SUCCESS")
    assert counted("consult_tasks_total", task="operations.tidy", state="SUCCESS") == before + 1


@pytest.fixture
def a_minute_ago() -> Iterator[None]:
    """Whatever is sent says that it was sent a minute ago."""

    def backdate(headers: dict[str, Any], **_: Any) -> None:
        headers[task_monitor.SENT_AT] -= 60

    before_task_publish.connect(backdate)
    yield
    before_task_publish.disconnect(backdate)


@pytest.fixture
def empty_queue() -> Iterator[None]:
    """No tasks of other tests; and none is left for them."""
    with current_app.connection_for_write() as connection:
        channel: Any = connection.channel()
        channel.queue_purge("celery")
        yield
        channel.queue_purge("celery")


def test_a_task_that_waits_grows_old(empty_queue: None, a_minute_ago: None) -> None:
    assert task_monitor.queue() == task_monitor.Queue(0, 0, 0.0)
    enqueue("operations.tidy", [])
    waiting = task_monitor.queue()
    assert waiting.waiting == 1
    assert 60 <= waiting.oldest_s < 70
