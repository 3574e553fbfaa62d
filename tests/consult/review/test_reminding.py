"""One mail, a day after the end, to whoever was invited by email and has said nothing."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.models import Client, Consultation
from consult.consultations.services import clients, scheduling
from consult.review.services import reminding
from tests import cast
from tests.conftest import signed_in
from tests.consult.review.test_rating_api import give
from tests.consult.review.test_rating_model import rate

pytestmark = pytest.mark.usefixtures("delivered_at_once")


def key_in(message: EmailMessage) -> str:
    found = re.search(r"http://localhost:8000/rate#(\S+)", str(message.body))
    assert found is not None, message.body
    return found.group(1)


def test_a_day_later_one_mail_asks(
    tomorrow: datetime, invited: Consultation, mailoutbox: list[EmailMessage]
) -> None:
    assert [reminding.remind(tomorrow), reminding.remind(tomorrow + timedelta(hours=25))] == [1, 0]
    [message] = mailoutbox
    assert (message.to, message.subject) == (["erin@example.org"], "How was your consultation?")
    assert "Alice of North Practice" in str(message.body)


def test_the_mail_speaks_the_clients_language(
    tomorrow: datetime, mailoutbox: list[EmailMessage]
) -> None:
    Client.objects.update(language="uk")
    reminding.remind(tomorrow)
    assert mailoutbox[0].subject == "Як минула ваша консультація?"


def test_nobody_is_asked_on_the_same_day_or_too_late(
    invited: Consultation, mailoutbox: list[EmailMessage]
) -> None:
    assert invited.ended_at is not None
    for days in (0.9, 6.1):
        assert reminding.remind(invited.ended_at + timedelta(days=days)) == 0
    assert not mailoutbox


def test_whoever_has_rated_is_left_alone(tomorrow: datetime, invited: Consultation) -> None:
    rate(invited, scale="csat", csat=3)
    assert reminding.remind(tomorrow) == 0


@pytest.mark.parametrize("field", ["emailed_at", "client"])
def test_whoever_got_no_mail_before_gets_none_now(
    tomorrow: datetime, invited: Consultation, field: str
) -> None:
    Consultation.objects.update(**{field: None})
    assert reminding.remind(tomorrow) == 0


def test_whoever_did_not_come_is_not_asked(alice: User, consultation: Consultation) -> None:
    scheduling.open_consultation(consultation)
    scheduling.end_consultation(consultation)
    Client.objects.update(email="erin@example.org")
    Consultation.objects.update(emailed_at=timezone.now())
    assert reminding.remind(timezone.now() + timedelta(hours=25)) == 0


def test_an_erased_client_gets_no_mail(
    tomorrow: datetime, invited: Consultation, alice: User
) -> None:
    assert invited.client is not None
    clients.erase(invited.client, by=alice)
    assert reminding.remind(tomorrow) == 0


def test_the_link_lets_another_browser_rate_and_nothing_else(
    tomorrow: datetime, invited: Consultation, path: str, mailoutbox: list[EmailMessage]
) -> None:
    reminding.remind(tomorrow)
    phone = APIClient()
    answer = phone.post("/api/v1/rating-link/", {"key": key_in(mailoutbox[0])}, format="json")
    assert answer.json() == {"participation": str(cast.client_of(invited).pk)}
    assert give(phone, path, csat=5).status_code == 200
    for closed in ("", "export.json", "messages/"):
        assert phone.get(path.replace("rating/", closed)).status_code == 401


def test_a_made_up_link_opens_nothing(over: Consultation, path: str) -> None:
    phone = APIClient()
    key = f"{cast.client_of(over).pk.hex}~forged"
    answer = phone.post("/api/v1/rating-link/", {"key": key}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_link")
    assert phone.get(path).status_code == 401


def test_a_counsellor_who_finds_the_link_does_not_rate(
    tomorrow: datetime, alice: User, path: str, mailoutbox: list[EmailMessage]
) -> None:
    reminding.remind(tomorrow)
    desk = signed_in(alice)
    desk.post("/api/v1/rating-link/", {"key": key_in(mailoutbox[0])}, format="json")
    answer = give(desk, path, csat=5)
    assert (answer.status_code, answer.json()["code"]) == (403, "own_practice")
