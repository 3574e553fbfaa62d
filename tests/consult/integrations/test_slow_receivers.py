"""A practice's server that is slow takes its own time and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded

from consult.accounts.models import User
from consult.integrations import http_delivery
from consult.integrations.models import Delivery, Endpoint, Event
from consult.integrations.services import webhooks
from consult.integrations.tasks import deliver


@pytest.fixture
def told(carol: User) -> Delivery:
    endpoint = Endpoint.objects.create(
        practice=carol.own_practice, url="https://127.0.0.1/hook", events=[Event.TEST]
    )
    return webhooks.send_test(endpoint)


def queue_of(task: str) -> str:
    """Return the queue that a task is sent to."""
    return str(current_app.amqp.router.route({}, task)["queue"].name)


def test_webhooks_wait_in_a_queue_of_their_own() -> None:
    assert queue_of(webhooks.DELIVER) == "webhooks"
    assert queue_of("reports.build") == queue_of("accounts.mail_reset") == "celery"


def test_a_worker_takes_from_both_queues_in_turn() -> None:
    assert {queue.name for queue in current_app.conf.task_queues} == {"celery", "webhooks"}
    with current_app.connection_for_read() as connection:
        channel: Any = connection.channel()
        assert channel.queue_order_strategy == "round_robin"


def test_an_attempt_has_a_limit_as_a_whole() -> None:
    # Of a read that lasts 10 s there may be any number.
    assert (deliver.soft_time_limit, deliver.time_limit) == (20, 30)


def test_an_attempt_beyond_its_limit_has_failed_and_is_made_again(
    told: Delivery, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def drip(*arguments: Any) -> int:
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(webhooks, "vetted", lambda *arguments: None)
    monkeypatch.setattr(http_delivery, "post", drip)
    webhooks.deliver(told.pk)
    told.refresh_from_db()
    assert (told.state, told.problem, told.attempts) == ("pending", "too_slow", 1)
    assert told.next_at > told.created_at
