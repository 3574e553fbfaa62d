"""A forgotten password: a link by e-mail that works once, and no mail to strangers."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from consult.accounts.models import User
from tests.consult.accounts.browser import call, sign_in

NEW = "another-long-password"


def ask(browser: Client, email: str = "alice@example.org", language: str = "en") -> Any:
    form = {"email": email}
    return call(browser, "post", "auth/password/request", form, **{"accept-language": language})


def key_in(message: EmailMessage) -> str:
    found = re.search(r"http://localhost:8000/reset-password#(\S+)", str(message.body))
    assert found is not None, message.body
    return found.group(1)


def set_password(browser: Client, key: str, password: str = NEW) -> Any:
    form = {"key": key, "password": password}
    return call(browser, "post", "auth/password/reset", form)


def test_the_link_in_the_mail_sets_a_new_password(
    client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    assert ask(client).status_code == 200
    # 401 is allauth's "done, now sign in".
    assert set_password(client, key_in(mailoutbox[0])).status_code == 401
    assert sign_in(client).status_code == 400
    assert sign_in(client, password=NEW).status_code == 200


def test_the_link_works_once(client: Client, alice: User, mailoutbox: list[EmailMessage]) -> None:
    ask(client)
    key = key_in(mailoutbox[0])
    set_password(client, key)
    again = set_password(client, key, "a-third-long-password")
    assert again.status_code == 400
    assert again.json()["errors"][0]["param"] == "key"


def test_a_weak_password_is_refused_by_the_link_too(
    client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    ask(client)
    answer = set_password(client, key_in(mailoutbox[0]), "12345678901")
    assert answer.json()["errors"][0]["param"] == "password"


def test_whoever_changed_it_the_owner_is_told(
    client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    ask(client)
    set_password(client, key_in(mailoutbox[0]))
    assert "A new password was set" in mailoutbox[1].body


@pytest.mark.parametrize(
    ("own", "asked_in", "words"),
    [("", "uk", "Щоб задати новий"), ("uk", "en", "Щоб задати новий"), ("", "en", "To set one")],
)
def test_the_mail_speaks_the_owners_language(
    client: Client, alice: User, own: str, asked_in: str, words: str
) -> None:
    User.objects.update(language=own)
    ask(client, language=asked_in)
    assert words in mail.outbox[0].body


@pytest.mark.django_db
def test_a_stranger_gets_the_same_answer_and_no_mail(
    client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    known, unknown = ask(client), ask(client, "stranger@example.org")
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert [message.to for message in mailoutbox] == [["alice@example.org"]]


def test_a_closed_account_gets_no_link(
    client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    User.objects.update(is_active=False)
    assert ask(client).status_code == 200
    assert mailoutbox == []


def test_nobody_fills_a_mailbox_with_links(
    client: Client, alice: User, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    for minutes in range(20):
        with monkeypatch.context() as later:
            later.setattr(time, "time", lambda by=60 * minutes: now + by)
            answers = [ask(Client()).status_code for _ in range(2)]
    assert len(mailoutbox) == 10
    assert answers == [429, 429]
