"""Guessing is stopped by account and address, in words that tell nothing about the account."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.http import HttpRequest
from django.test import Client

from consult.accounts.client_address import client_address
from consult.accounts.models import User
from consult.operations import tasks
from tests.consult.accounts.browser import call, sign_in
from tests.consult.accounts.test_forgotten_password import NEW, ask, key_in, set_password


def guess(browser: Client, name: str = "Alice", times: int = settings.AXES_FAILURE_LIMIT) -> Any:
    """Guess that often; return the last answer."""
    for _ in range(times):
        answer = sign_in(browser, name, "wrong")
    return answer


def test_after_too_many_tries_the_right_password_waits_too(client: Client, alice: User) -> None:
    answer = guess(client)
    assert answer.status_code == 429
    assert answer.json()["code"] == "locked_out"
    assert sign_in(client).status_code == 429


def test_it_says_when_to_try_again_and_trying_does_not_move_that(
    client: Client, alice: User
) -> None:
    first = guess(client)
    assert 14 * 60 < first.json()["retry_after"] <= 15 * 60
    assert "Try again in 15 min" in first.json()["detail"]
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=10))
    assert sign_in(client).json()["retry_after"] <= 5 * 60
    assert int(sign_in(client).headers["Retry-After"]) <= 5 * 60


def test_the_lock_ends_by_itself(client: Client, alice: User) -> None:
    guess(client)
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=16))
    assert sign_in(client).status_code == 200


def test_an_account_that_does_not_exist_is_answered_alike(client: Client, alice: User) -> None:
    for tries in range(settings.AXES_FAILURE_LIMIT):
        known, unknown = sign_in(client, "Alice", "wrong"), sign_in(client, "Nobody", "wrong")
        assert known.status_code == unknown.status_code, tries
        assert known.json().keys() == unknown.json().keys()
    assert (known.status_code, known.json()["detail"]) == (429, unknown.json()["detail"])


def test_capitals_give_no_further_tries(client: Client, alice: User) -> None:
    guess(client, "alice", settings.AXES_FAILURE_LIMIT - 1)
    answer = call(client, "post", "auth/login", {"email": " ALICE@example.org", "password": "no"})
    assert answer.status_code == 429


def test_failed_tries_go_by_night_when_they_lock_nobody_out(client: Client, alice: User) -> None:
    guess(client, times=2)
    tasks.tidy()
    assert AccessAttempt.objects.exists()
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=16))
    tasks.tidy()
    assert not AccessAttempt.objects.exists()


def test_a_colleague_and_another_address_are_not_locked_out(
    client: Client, alice: User, bob: User
) -> None:
    guess(client)
    assert sign_in(client, "Bob").status_code == 200
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert sign_in(elsewhere).status_code == 200


def test_many_addresses_that_guess_at_one_account_are_stopped_too(alice: User) -> None:
    for host in range(30):
        sign_in(Client(REMOTE_ADDR=f"198.51.100.{host}"), "Alice", "wrong")
    answer = sign_in(Client(REMOTE_ADDR="203.0.113.1"))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (
        400,
        "too_many_login_attempts",
    )


def test_a_success_in_between_begins_anew(client: Client, alice: User) -> None:
    for _ in range(2):
        guess(client, times=settings.AXES_FAILURE_LIMIT - 1)
        assert sign_in(client).status_code == 200
        call(client, "delete", "auth/session")


def test_a_new_password_by_e_mail_opens_the_door(
    client: Client, alice: User, mailoutbox: list[EmailMessage]
) -> None:
    guess(client)
    ask(client)
    set_password(client, key_in(mailoutbox[0]))
    assert sign_in(client, password=NEW).status_code == 200


def test_it_speaks_ukrainian(client: Client, alice: User) -> None:
    guess(client)
    form = {"email": "alice@example.org", "password": "wrong"}
    answer = call(client, "post", "auth/login", form, **{"accept-language": "uk"})
    assert re.search(r"Спробуйте через \d+ хв", answer.json()["detail"])


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "not an address", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_behind_proxies_only_their_own_entries_are_believed(
    settings: Any, proxies: int, header: str, address: str
) -> None:
    settings.PROXY_COUNT = proxies
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": header}
    assert client_address(request) == address
