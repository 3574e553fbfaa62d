"""The one mail to a client: sent once, and tried again where nobody can have got it."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.test import override_settings
from django.utils import timezone

from consult.accounts import mail_once
from consult.accounts.mail import Undeliverable
from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.consultations.services import clients
from consult.review import tasks
from consult.review.models import Reminder
from consult.review.services import reminding
from tests.consult.review.test_rating_model import rate

pytestmark = pytest.mark.usefixtures("delivered_at_once")


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
    Consultation.objects.update(ended_at=timezone.now() - timedelta(hours=25))
    tasks.remind()
    tasks.remind()
    assert len(mailoutbox) == 1
