"""Signing in and out, and that nobody makes an account by themselves."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from consult import settings as product
from consult.accounts.models import User
from tests import cast

AUTH = "/_allauth/browser/v1/auth"


def post(browser: Client, path: str, **form: str) -> Any:
    return browser.post(f"{AUTH}/{path}", form, content_type="application/json")


def sign_in(browser: Client, password: str = cast.PASSWORD) -> int:
    return int(post(browser, "login", email="alice@example.org", password=password).status_code)


def test_alice_signs_in_and_is_known(client: Client, alice: User) -> None:
    assert sign_in(client) == 200
    me = client.get("/api/v1/me/").json()
    assert (me["name"], me["role"], me["practice"]["name"]) == (
        "Alice",
        "counsellor",
        "North Practice",
    )


def test_a_wrong_password_is_refused_in_words(client: Client, alice: User) -> None:
    answer = post(client, "login", email="alice@example.org", password="wrong")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"]


def test_a_disabled_user_does_not_get_in(client: Client, alice: User) -> None:
    User.objects.update(is_active=False)
    assert sign_in(client) != 200


def test_after_signing_out_nobody_is_known(client: Client, alice: User) -> None:
    sign_in(client)
    client.delete(f"{AUTH}/session")
    assert client.get("/api/v1/me/").status_code == 401


@pytest.mark.django_db
def test_nobody_signs_up_by_themselves(client: Client) -> None:
    answer = post(client, "signup", email="erin@example.org", password="a-long-new-password")
    assert answer.status_code == 403
    assert not User.objects.exists()


def test_passwords_are_hashed_by_argon2(settings: Any) -> None:
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    assert make_password(cast.PASSWORD).startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "belongs to no practice"), ("uk", "не належить до жодної практики")],
)
def test_somebody_without_a_practice_is_told_so(
    client: Client, alice: User, language: str, words: str
) -> None:
    User.objects.update(practice=None)
    assert sign_in(client) == 200
    answer = client.get("/api/v1/me/", headers={"accept-language": language})
    assert (answer.status_code, answer.json()["code"]) == (403, "no_practice")
    assert words in answer.json()["detail"]


def test_an_operator_is_told_where_their_pages_are(client: Client, alice: User) -> None:
    User.objects.update(practice=None, is_superuser=True)
    assert sign_in(client) == 200
    answer = client.get("/api/v1/me/")
    assert (answer.status_code, answer.json()["code"]) == (403, "operator")
