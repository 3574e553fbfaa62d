"""A practice's own address is told what happened: signed, once, and again until it arrived."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from consult.accounts.models import AuditEntry, User
from consult.consultations.models import Consultation
from consult.integrations.http_delivery import secret_of
from consult.integrations.models import Delivery, Endpoint, Event
from consult.integrations.services import webhooks
from consult.reports.services import build_report
from consult.review.services.rating import rate
from tests import cast
from tests.conftest import signed_in
from tests.consult.integrations.receiver import Receiver
from tests.consult.integrations.webhooks import ALL, ANSWER, deliver_due, end

pytestmark = pytest.mark.usefixtures("own_network")

WEBHOOKS = "/api/v1/practice/webhooks/"


@pytest.mark.django_db(transaction=True)
def test_a_name_is_looked_up_outside_the_transaction(
    carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = []

    def looked_up(*asked: Any, **options: Any) -> list[Any]:
        inside.append(connection.in_atomic_block)
        return [(2, 1, 6, "", ("8.8.8.8", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    webhooks.add_endpoint(carol, "https://receiver.example.org/", ALL)
    assert inside == [False]


def test_the_end_of_a_consultation_is_told(ended: Consultation, receiver: Receiver) -> None:
    deliver_due()
    [(headers, body)] = receiver.told
    told = json.loads(body)
    assert told["type"] == "consultation.ended"
    assert told["data"] == {"consultation": str(ended.pk), "kind": "counselling"}
    assert headers["webhook-id"] == str(Delivery.objects.get().pk)


def test_the_same_is_told_once(
    ended: Consultation,
    receiver: Receiver,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    deliver_due()
    deliver_due()
    with django_capture_on_commit_callbacks(execute=True):
        build_report(ended.pk)
        build_report(ended.pk)
    deliver_due()
    types = [json.loads(body)["type"] for _, body in receiver.told]
    assert types == ["consultation.ended", "report.ready"]


def test_a_kill_on_the_commit_loses_no_message(
    opened: Consultation, endpoint: Endpoint, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that waits for the commit is run here: so dies a process that just committed."""
    end(opened)
    build_report(opened.pk)
    rate(cast.client_of(opened), ANSWER, timezone.now())
    monkeypatch.setattr(webhooks, "enqueue", lambda task, values: True)
    assert webhooks.send_due() == 3
    deliver_due()
    types = {json.loads(body)["type"] for _, body in receiver.told}
    assert types == {"consultation.ended", "report.ready", "rating.given"}


def test_what_did_not_happen_after_all_is_not_told(
    opened: Consultation, endpoint: Endpoint
) -> None:
    with transaction.atomic():
        end(opened)
        assert Delivery.objects.exists()
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


def test_no_name_and_no_figure_leaves_by_a_webhook(ended: Consultation, receiver: Receiver) -> None:
    deliver_due()
    assert b"Erin" not in receiver.told[0][1]
    assert set(json.loads(receiver.told[0][1])["data"]) == {"consultation", "kind"}


def test_another_practice_hears_nothing(
    dave: User,
    opened: Consultation,
    receiver: Receiver,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    webhooks.add_endpoint(dave, receiver.url, ALL)
    with django_capture_on_commit_callbacks(execute=True):
        end(opened)
    assert not Delivery.objects.exists()


def test_an_address_hears_only_what_it_listens_for(
    carol: User,
    opened: Consultation,
    receiver: Receiver,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    webhooks.add_endpoint(carol, receiver.url, [Event.RATING_GIVEN])
    with django_capture_on_commit_callbacks(execute=True):
        end(opened)
    assert not Delivery.objects.exists()


def test_an_address_is_added_switched_off_and_removed(carol: User, receiver: Receiver) -> None:
    browser = signed_in(carol)
    wish = {"url": receiver.url, "events": ["report.ready"]}
    added = browser.post(WEBHOOKS, wish, format="json")
    assert added.status_code == 201
    place = f"{WEBHOOKS}{added.data['id']}/"
    assert browser.patch(place, {"active": False}, format="json").data["active"] is False
    assert browser.post(f"{place}deliveries/").data["code"] == "switched_off"
    assert browser.delete(place).status_code == 204
    acts = list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["webhook_added", "webhook_changed", "webhook_removed"]


def test_a_test_message_shows_how_far_it_came(
    carol: User, endpoint: Endpoint, receiver: Receiver
) -> None:
    browser, place = signed_in(carol), f"{WEBHOOKS}{endpoint.pk}/deliveries/"
    assert browser.post(place).status_code == 201
    deliver_due()
    [row] = browser.get(place).data
    assert (row["event"], row["state"], row["answered"]) == ("test", "delivered", 204)
    assert len(receiver.told) == 1


def test_a_new_secret_signs_from_then_on(carol: User, endpoint: Endpoint) -> None:
    browser, place = signed_in(carol), f"{WEBHOOKS}{endpoint.pk}/secret/"
    before = browser.get(place).data["secret"]
    assert before == secret_of(endpoint)
    assert browser.post(place).data["secret"] != before


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"url": "https://10.0.0.1/", "events": ["report.ready"]}, "url"),
        ({"url": "nowhere", "events": ["report.ready"]}, "url"),
        ({"url": "https://8.8.8.8/", "events": []}, "events"),
        ({"url": "https://8.8.8.8/", "events": ["test"]}, "events"),
    ],
)
def test_what_a_webhook_needs_is_said_by_field(
    carol: User, wish: dict[str, Any], field: str
) -> None:
    answer = signed_in(carol).post(WEBHOOKS, wish, format="json")
    assert (answer.status_code, list(answer.data)) == (400, [field])


def test_webhooks_are_for_administrators_of_the_practice(
    alice: User, dave: User, endpoint: Endpoint
) -> None:
    dave.role = User.Role.ADMINISTRATOR
    dave.save()
    assert signed_in(alice).get(WEBHOOKS).status_code == 403
    for path in ("", "secret/", "deliveries/"):
        place = f"{WEBHOOKS}{endpoint.pk}/{path}"
        assert signed_in(dave).delete(place).status_code in (404, 405)
        if path:
            assert signed_in(dave).get(place).status_code == 404
