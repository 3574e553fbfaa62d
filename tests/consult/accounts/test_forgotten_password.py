"""A forgotten password: no link that leads nowhere, and no mail to strangers."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from consult.accounts.models import User
from tests.consult.accounts.test_sign_in import AUTH


def ask(browser: Client, email: str, language: str = "en") -> int:
    answer = browser.post(
        f"{AUTH}/password/request",
        {"email": email},
        content_type="application/json",
        headers={"accept-language": language},
    )
    return int(answer.status_code)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "they can set a new password for you"), ("uk", "він може задати вам новий пароль")],
)
def test_the_mail_says_who_can_help(
    client: Client, alice: User, mailoutbox: list[EmailMessage], language: str, words: str
) -> None:
    assert ask(client, "alice@example.org", language) == 200
    [mail] = mailoutbox
    assert mail.to == ["alice@example.org"]
    assert words in mail.body


def test_the_mail_has_no_link_that_cannot_reset(
    client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    ask(client, "alice@example.org")
    assert "/sign-in" not in mailoutbox[0].body
    assert "Click" not in mailoutbox[0].body


@pytest.mark.django_db
def test_a_stranger_is_not_written_to(client: Client, mailoutbox: list[EmailMessage]) -> None:
    assert ask(client, "stranger@example.org") == 200
    assert mailoutbox == []
