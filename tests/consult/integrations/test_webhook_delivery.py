"""How a message arrives: signed, tried again, given up, and never at a private address."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.integrations import tasks
from consult.integrations.http_delivery import secret_of
from consult.integrations.models import Delivery, Endpoint
from consult.integrations.services import webhooks
from tests.consult.integrations.receiver import Receiver
from tests.consult.integrations.webhooks import ALL, deliver_due, make_due

pytestmark = pytest.mark.usefixtures("own_network")


def test_the_signature_is_that_of_standard_webhooks(
    ended: Consultation, endpoint: Endpoint, receiver: Receiver
) -> None:
    deliver_due()
    [(headers, body)] = receiver.told
    key = base64.b64decode(secret_of(endpoint).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_what_did_not_arrive_is_sent_again(ended: Consultation, receiver: Receiver) -> None:
    receiver.status = 500
    deliver_due()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.answered) == ("pending", 1, 500)
    deliver_due()
    assert len(receiver.told) == 1  # Its time has not come.
    receiver.status = 200
    make_due()
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("delivered", 2)
    assert receiver.told[0][0]["webhook-id"] == receiver.told[1][0]["webhook-id"]


def test_after_the_last_attempt_it_is_given_up(ended: Consultation, receiver: Receiver) -> None:
    receiver.status = 503
    for _ in range(len(webhooks.WAITS) + 3):
        make_due()
        deliver_due()
    assert Delivery.objects.get().state == "failed"
    assert len(receiver.told) == len(webhooks.WAITS) + 1


def test_a_redirect_is_not_followed(ended: Consultation, receiver: Receiver) -> None:
    with Receiver() as other:
        receiver.status, receiver.location = 302, other.url
        deliver_due()
        assert other.told == []
    assert Delivery.objects.get().answered == 302
    assert Delivery.objects.get().state == "pending"


def test_an_address_that_became_private_is_not_called(
    ended: Consultation, receiver: Receiver, settings: Any
) -> None:
    settings.WEBHOOK_NETWORKS = []
    deliver_due()
    assert receiver.told == []
    assert Delivery.objects.get().problem == "not_public"


def test_a_server_that_is_away_costs_an_attempt(carol: User) -> None:
    with Receiver() as gone:
        endpoint = webhooks.add_endpoint(carol, gone.url, ALL)
    delivery = webhooks.send_test(endpoint)
    webhooks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.problem) == ("pending", "NewConnectionError")


def test_what_was_told_long_ago_is_forgotten(ended: Consultation) -> None:
    for days, kept in ((-1, 1), (1, 0)):
        long_ago = timezone.now() - webhooks.KEPT - timedelta(days=days)
        Delivery.objects.update(created_at=long_ago)
        tasks.tidy()
        assert Delivery.objects.count() == kept
