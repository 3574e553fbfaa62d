"""Signed-in browsers: seen, listed, ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consult.accounts.models import User
from tests import cast
from tests.consult.accounts.browser import call, sign_in


@pytest.fixture
def phone(alice: User) -> Client:
    """Alice's other browser, signed in."""
    browser = Client(HTTP_USER_AGENT="Phone")
    sign_in(browser)
    return browser


def sessions(browser: Client) -> list[dict[str, Any]]:
    return list(call(browser, "get", "auth/sessions").json()["data"])


def knows(browser: Client) -> bool:
    return bool(browser.get("/api/v1/me/").status_code == 200)


def test_both_browsers_are_listed_with_what_they_are(client: Client, phone: Client) -> None:
    sign_in(client)
    listed = {one["user_agent"]: one["is_current"] for one in sessions(phone)}
    assert listed == {"Phone": True, "": False}


def test_one_is_signed_out_there(client: Client, phone: Client) -> None:
    sign_in(client)
    [other] = [one["id"] for one in sessions(client) if not one["is_current"]]
    call(client, "delete", "auth/sessions", {"sessions": [other]})
    assert (knows(client), knows(phone)) == (True, False)


def test_nobody_ends_the_session_of_another(client: Client, phone: Client, bob: User) -> None:
    sign_in(client, "Bob")
    [of_alice] = [one["id"] for one in sessions(phone)]
    answer = call(client, "delete", "auth/sessions", {"sessions": [of_alice]})
    assert (answer.status_code, knows(phone)) == (400, True)


def test_last_seen_is_noted_at_most_once_a_minute(phone: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        phone.get("/api/v1/me/")
    assert not [one for one in queries if not one["sql"].startswith("SELECT")]
    long_ago = timezone.now() - timedelta(hours=1)
    UserSession.objects.update(last_seen_at=long_ago)
    phone.get("/api/v1/me/")
    assert UserSession.objects.get().last_seen_at > long_ago + timedelta(minutes=59)


def test_a_new_password_signs_the_other_browsers_out(client: Client, phone: Client) -> None:
    sign_in(client)
    form = {"current_password": cast.PASSWORD, "new_password": "another-long-password"}
    assert call(client, "post", "account/password/change", form).status_code == 200
    assert (knows(client), knows(phone)) == (True, False)


def test_changing_the_password_wants_the_present_one(client: Client, phone: Client) -> None:
    form = {"current_password": "guessed", "new_password": "another-long-password"}
    answer = call(phone, "post", "account/password/change", form)
    assert (answer.status_code, answer.json()["errors"][0]["param"]) == (400, "current_password")
