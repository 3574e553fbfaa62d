"""The copy of a client's data: who gets what of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.utils import timezone

from consult.accounts.models import User
from consult.consultations.models import Client, Consultation, Message
from consult.consultations.services import clients, scheduling
from consult.reports import services
from consult.reports.models import Report
from tests import cast
from tests.conftest import signed_in
from tests.consult.reports import made_up
from tests.consult.reports.client_history import copy_of


@pytest.fixture
def left(report: Report, alice: User) -> Client:
    """Erin, of whom a consultation has left everything that it can leave."""
    consultation = report.consultation
    scheduling.mark(consultation, alice, "breathing exercise", timezone.now())
    scheduling.write_note(consultation, "a calm hour")
    Message.objects.create(
        consultation=consultation,
        author=cast.client_of(consultation),
        at=timezone.now(),
        text="Good morning",
    )
    assert consultation.client is not None
    return consultation.client


def the_copy(left: Client, reader: User) -> dict[str, Any]:
    answer = signed_in(reader).get(f"/api/v1/clients/{left.pk}/export.json")
    assert answer["Cache-Control"] == "no-store"
    return async_to_sync(copy_of)(answer)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", ["alice", "carol"])
def test_the_copy_holds_everything_and_is_json(
    request: pytest.FixtureRequest, left: Client, who: str
) -> None:
    data = the_copy(left, request.getfixturevalue(who))
    assert data["client"]["name"] == "Erin"
    [one] = data["consultations"]
    assert one["markers"][0]["text"] == "breathing exercise"
    assert [consent["decision"] for consent in one["consents"]] == ["granted"]
    assert [message["text"] for message in one["messages"]] == ["Good morning"]
    assert len(one["readings"]) == 480
    assert one["readings"][0]["label"] == "happiness"
    assert len(one["reports"][0]["participants"]) == 1


@pytest.mark.django_db(transaction=True)
def test_the_counsellors_own_copy_holds_their_summary(left: Client, alice: User) -> None:
    [one] = the_copy(left, alice)["consultations"]
    assert one["note"] == "a calm hour"


@pytest.mark.django_db(transaction=True)
def test_the_administrators_copy_holds_no_word_of_the_summary(left: Client, carol: User) -> None:
    data = the_copy(left, carol)
    assert "note" not in data["consultations"][0]
    assert "a calm hour" not in json.dumps(data)


@pytest.mark.django_db(transaction=True)
def test_the_copy_holds_nothing_of_the_counsellors_face(opened: Consultation, alice: User) -> None:
    made_up.film(opened, seconds=120)
    made_up.film(opened, seconds=120, role="counsellor")
    made_up.ended(opened, seconds=120)
    figures = services.build_report(opened.pk).data
    assert figures
    assert figures["synchrony"] or figures["synchrony_withheld"]
    assert opened.client is not None
    [one] = the_copy(opened.client, alice)["consultations"]
    [told] = one["reports"]
    assert [person["role"] for person in told["participants"]] == ["client"]
    assert len(one["readings"]) == 240
    assert "synchrony" not in json.dumps(one)


@pytest.mark.django_db(transaction=True)
def test_erasing_a_client_takes_the_reports_figures_too(
    report: Report, alice: User, sent: list[object]
) -> None:
    consultation = report.consultation
    assert consultation.client is not None
    clients.erase(consultation.client, by=alice)
    assert sent == [consultation.pk]
    assert not Report.objects.filter(consultation=consultation).exists()
