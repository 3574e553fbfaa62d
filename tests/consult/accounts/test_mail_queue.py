"""What waits in the broker names rows, never a person; a mail is written when it is sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import OperationalError
from django.test import Client

from consult.accounts import mail, mail_queue, tasks
from consult.accounts.invitations import invite, invite_again, withdraw
from consult.accounts.models import Invitation, User
from tests.consult.accounts.test_forgotten_password import ask


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[Any]]]:
    """The orders that no worker has taken yet."""
    orders: list[tuple[str, list[Any]]] = []

    def take(task: str, what: list[Any]) -> bool:
        orders.append((task, what))
        return True

    monkeypatch.setattr(mail_queue, "enqueue", take)
    return orders


def test_an_order_holds_ids_and_words_of_ours(
    client: Client, alice: User, carol: User, waiting: list[tuple[str, list[Any]]]
) -> None:
    ask(client)
    asked = invite(carol, email="frank@example.org", role="counsellor")
    mail_queue.send_change_notice(alice, "totp_activated")
    assert waiting == [
        ("accounts.mail_reset", [alice.pk, "en"]),
        ("accounts.mail_invitation", [asked.pk, 1, "en"]),
        ("accounts.mail_change", [alice.pk, "totp_activated", "en"]),
    ]


@pytest.mark.parametrize("task", [tasks.mail_reset, tasks.mail_invitation, tasks.mail_change])
def test_a_database_that_is_away_for_a_while_loses_no_mail(task: Any) -> None:
    assert issubclass(OperationalError, task.autoretry_for)


def test_a_change_without_words_is_not_told(
    alice: User, waiting: list[tuple[str, list[Any]]]
) -> None:
    mail_queue.send_change_notice(alice, "email_confirm")
    assert waiting == []


def test_every_change_has_words(alice: User, mailoutbox: list[EmailMessage]) -> None:
    for change in mail_queue.CHANGES:
        mail.write_change(alice.pk, change, "uk")
    assert len({message.body for message in mailoutbox}) == len(mail_queue.CHANGES)


def test_a_link_that_was_made_anew_or_taken_back_meanwhile_is_not_sent(
    carol: User, waiting: list[tuple[str, list[Any]]], mailoutbox: list[EmailMessage]
) -> None:
    asked = invite(carol, email="frank@example.org", role="counsellor")
    invite_again(carol, asked)
    for _task, what in waiting:
        mail.write_invitation(*what)
    assert len(mailoutbox) == 1
    withdraw(carol, Invitation.objects.get())
    with pytest.raises(mail.NotThere):
        mail.write_invitation(*waiting[1][1])
    assert len(mailoutbox) == 1


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """The orders to look for an invitation again."""
    ordered: list[tuple[Any, ...]] = []

    def take(what: tuple[Any, ...], *, countdown: int) -> None:
        assert countdown == tasks.LOOK_AGAIN_S
        ordered.append(what)

    monkeypatch.setattr(tasks.mail_invitation, "apply_async", take)
    return ordered


def test_an_invitation_that_is_not_committed_yet_is_looked_for_again(
    carol: User,
    waiting: list[tuple[str, list[Any]]],
    looks: list[tuple[Any, ...]],
    mailoutbox: list[EmailMessage],
) -> None:
    asked = invite(carol, email="frank@example.org", role="counsellor")
    tasks.mail_invitation(asked.pk, asked.number + 1, "en")
    assert looks == [(asked.pk, asked.number + 1, "en", 1)]
    invite_again(carol, asked)
    tasks.mail_invitation(*looks[0])
    assert len(mailoutbox) == 1


def test_one_that_never_comes_is_given_up_without_a_fault(
    carol: User, looks: list[tuple[Any, ...]]
) -> None:
    tasks.mail_invitation(0, 1, "en", tasks.LOOKS - 1)
    tasks.mail_invitation(*looks[0])
    assert looks == [(0, 1, "en", tasks.LOOKS)]


def test_attempts_at_the_mail_server_are_no_looks(
    carol: User, looks: list[tuple[Any, ...]]
) -> None:
    tasks.mail_invitation.push_request(retries=tasks.LOOKS + 5)
    try:
        tasks.mail_invitation(0, 1, "en")
    finally:
        tasks.mail_invitation.pop_request()
    assert looks == [(0, 1, "en", 1)]


def test_an_account_that_was_closed_or_is_gone_gets_no_link(
    alice: User, mailoutbox: list[EmailMessage]
) -> None:
    User.objects.update(is_active=False)
    mail.write_reset(alice.pk, "en")
    mail.write_reset(0, "en")
    mail.write_change(0, "totp_activated", "en")
    assert mailoutbox == []
