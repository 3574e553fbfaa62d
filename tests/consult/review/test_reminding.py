"""One mail, a day after the end, to whoever was invited by email and has said nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.test import override_settings
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts import mail_once
from consult.accounts.mail import Undeliverable
from consult.accounts.models import User
from consult.celery import app
from consult.consultations.models import Client, Consultation
from consult.consultations.services import clients, scheduling
from consult.review import tasks
from consult.review.models import Reminder
from consult.review.services import reminding
from tests import cast
from tests.conftest import signed_in
from tests.consult.review.test_rating_api import give
from tests.consult.review.test_rating_model import rate

HOURS_25 = timedelta(hours=25)


@pytest.fixture(autouse=True)
def delivered_at_once() -> Iterator[None]:
    """Mail is handed to a worker, and here there is none."""
    app.conf.task_always_eager = app.conf.task_eager_propagates = True
    yield
    app.conf.task_always_eager = app.conf.task_eager_propagates = False


@pytest.fixture
def invited(over: Consultation) -> Consultation:
    """Erin was invited by email, and her consultation has just ended."""
    Client.objects.update(email="erin@example.org", language="en")
    Consultation.objects.update(emailed_at=timezone.now())
    return Consultation.objects.get(pk=over.pk)


@pytest.fixture
def tomorrow(invited: Consultation) -> datetime:
    assert invited.ended_at is not None
    return invited.ended_at + HOURS_25


def key_in(message: EmailMessage) -> str:
    found = re.search(r"http://localhost:8000/rate#(\S+)", str(message.body))
    assert found is not None, message.body
    return found.group(1)


def test_a_day_later_one_mail_asks(
    tomorrow: datetime, invited: Consultation, mailoutbox: list[EmailMessage]
) -> None:
    assert [reminding.remind(tomorrow), reminding.remind(tomorrow + HOURS_25)] == [1, 0]
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
    assert reminding.remind(timezone.now() + HOURS_25) == 0


def test_an_erased_client_gets_no_mail(
    tomorrow: datetime, invited: Consultation, alice: User
) -> None:
    assert invited.client is not None
    clients.erase(invited.client, by=alice)
    assert reminding.remind(tomorrow) == 0


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What the broker takes, and keeps from the workers."""
    taken: list[tuple[object, ...]] = []

    def take(task: str, arguments: list[object]) -> bool:
        taken.append((task, *arguments))
        return True

    monkeypatch.setattr(reminding, "enqueue", take)
    return taken


def test_what_waits_in_the_broker_tells_of_nobody(
    tomorrow: datetime, invited: Consultation, waiting: list[tuple[object, ...]]
) -> None:
    assert reminding.remind(tomorrow) == 1
    assert waiting == [("review.ask", str(invited.pk))]


def test_whoever_is_erased_or_answers_meanwhile_gets_no_mail(
    tomorrow: datetime,
    invited: Consultation,
    alice: User,
    waiting: list[tuple[object, ...]],
    mailoutbox: list[EmailMessage],
) -> None:
    reminding.remind(tomorrow)
    given = rate(invited, scale="csat", csat=3)
    tasks.ask(str(invited.pk))
    given.delete()
    assert invited.client is not None
    clients.erase(invited.client, by=alice)
    tasks.ask(str(invited.pk))
    assert mailoutbox == []


def test_a_task_that_is_given_out_twice_writes_once(
    tomorrow: datetime,
    invited: Consultation,
    waiting: list[tuple[object, ...]],
    mailoutbox: list[EmailMessage],
) -> None:
    reminding.remind(tomorrow)
    tasks.ask(str(invited.pk))
    tasks.ask(str(invited.pk))
    assert len(mailoutbox) == 1


def test_a_run_that_dies_before_it_hands_the_mail_over_loses_none(
    tomorrow: datetime, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
) -> None:
    def die(task: str, arguments: list[str]) -> bool:
        raise SystemExit

    with monkeypatch.context() as killed:
        killed.setattr(reminding, "enqueue", die)
        with pytest.raises(SystemExit):
            reminding.remind(tomorrow)
    assert reminding.remind(tomorrow + mail_once.LOST_AFTER) == 0  # Its task may be at work yet.
    assert reminding.remind(tomorrow + timedelta(hours=1)) == 1
    assert len(mailoutbox) == 1


def test_a_mail_that_no_worker_sends_is_ordered_a_few_times(
    tomorrow: datetime, waiting: list[tuple[object, ...]]
) -> None:
    ordered = [reminding.remind(tomorrow + timedelta(hours=n)) for n in range(6)]
    assert ordered == [1, 1, 1, 1, 0, 0]


def test_an_address_that_is_refused_for_good_is_not_ordered_again(
    tomorrow: datetime,
    invited: Consultation,
    waiting: list[tuple[object, ...]],
    mailoutbox: list[EmailMessage],
) -> None:
    reminding.remind(tomorrow)
    with pytest.raises(Undeliverable), override_settings(EMAIL_BACKEND=f"{__name__}.Unknown"):
        reminding.ask(invited.pk)
    assert reminding.remind(tomorrow + timedelta(hours=1)) == 0
    reminding.ask(invited.pk)  # By an operator, who had the address put right.
    assert len(mailoutbox) == 1


def test_a_broker_whose_answer_was_lost_makes_no_second_mail(
    tomorrow: datetime, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
) -> None:
    def take_and_say_nothing(task: str, arguments: list[str]) -> bool:
        tasks.ask(arguments[0])
        return False

    monkeypatch.setattr(reminding, "enqueue", take_and_say_nothing)
    reminding.remind(tomorrow)
    reminding.remind(tomorrow + timedelta(hours=1))
    assert len(mailoutbox) == 1


class Refusing(BaseEmailBackend):
    """A mail server that says no."""

    def send_messages(self, messages: object) -> int:
        raise SMTPDataError(451, b"later")


class Unknown(BaseEmailBackend):
    """A mail server that knows of no such address."""

    def send_messages(self, messages: object) -> int:
        raise SMTPRecipientsRefused({"erin@example.org": (550, b"no such user")})


class Silent(BaseEmailBackend):
    """A mail server that goes away before it answers."""

    def send_messages(self, messages: object) -> int:
        raise SMTPServerDisconnected


def test_what_the_mail_server_refused_is_tried_again(
    tomorrow: datetime,
    invited: Consultation,
    waiting: list[tuple[object, ...]],
    mailoutbox: list[EmailMessage],
) -> None:
    reminding.remind(tomorrow)
    with pytest.raises(SMTPDataError), override_settings(EMAIL_BACKEND=f"{__name__}.Refusing"):
        reminding.ask(invited.pk)
    reminding.ask(invited.pk)
    assert len(mailoutbox) == 1


def test_what_the_mail_server_may_have_is_not_sent_again(
    tomorrow: datetime,
    invited: Consultation,
    waiting: list[tuple[object, ...]],
    mailoutbox: list[EmailMessage],
) -> None:
    reminding.remind(tomorrow)
    with override_settings(EMAIL_BACKEND=f"{__name__}.Silent"):
        reminding.ask(invited.pk)
    reminding.ask(invited.pk)
    assert mailoutbox == []


def test_a_broker_that_is_away_costs_nothing(
    tomorrow: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "enqueue", lambda task, arguments: False)
    assert reminding.remind(tomorrow) == 0
    assert not Reminder.objects.exists()


def test_the_task_finds_what_is_due(invited: Consultation, mailoutbox: list[EmailMessage]) -> None:
    Consultation.objects.update(ended_at=timezone.now() - HOURS_25)
    tasks.remind()
    tasks.remind()
    assert len(mailoutbox) == 1


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
