"""A second factor: set up, asked for, lost and sealed."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from consult.accounts.models import User
from consult.accounts.second_factor import SealedSecrets
from tests.consult.accounts.browser import add_app, call, prove, recovery_codes, sign_in
from tests.totp import totp


@pytest.fixture
def secret(client: Client, alice: User) -> str:
    """Alice's authenticator app; her browser is signed out again."""
    sign_in(client)
    secret = add_app(client)
    call(client, "delete", "auth/session")
    return secret


def code(browser: Client, value: str) -> Any:
    return call(browser, "post", "auth/2fa/authenticate", {"code": value})


def test_the_password_alone_is_not_enough_any_more(client: Client, secret: str) -> None:
    answer = sign_in(client)
    assert answer.status_code == 401
    [pending] = [flow for flow in answer.json()["data"]["flows"] if flow.get("is_pending")]
    assert (pending["id"], "totp" in pending["types"]) == ("mfa_authenticate", True)
    assert client.get("/api/v1/me/").status_code == 401


def test_the_apps_code_signs_in(client: Client, secret: str) -> None:
    sign_in(client)
    # The code of this moment was spent when the app was set up.
    assert code(client, totp(secret, 1)).status_code == 200
    assert client.get("/api/v1/me/").json()["name"] == "Alice"


def test_a_wrong_code_does_not(client: Client, secret: str) -> None:
    sign_in(client)
    answer = code(client, f"{(int(totp(secret)) + 500_000) % 1_000_000:06}")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "incorrect_code")


def test_guessing_codes_is_stopped(client: Client, secret: str) -> None:
    sign_in(client)
    wrong = f"{(int(totp(secret)) + 500_000) % 1_000_000:06}"
    answers = [code(client, wrong) for _ in range(31)]
    assert answers[-1].json()["errors"][0]["code"] == "too_many_login_attempts"
    assert code(client, totp(secret, 1)).status_code == 400


def test_a_recovery_code_signs_in_once(client: Client, alice: User) -> None:
    sign_in(client)
    add_app(client)
    spare = recovery_codes(client)[0]
    assert len(recovery_codes(client)) == 10
    for status in (200, 400):
        call(client, "delete", "auth/session")
        sign_in(client)
        assert code(client, spare).status_code == status


def test_setting_one_up_wants_the_password_once_more(client: Client, alice: User) -> None:
    sign_in(client)
    secret = call(client, "get", "account/authenticators/totp").json()["meta"]["secret"]
    answer = call(client, "post", "account/authenticators/totp", {"code": totp(secret)})
    assert (answer.status_code, answer.json()["meta"]["is_authenticated"]) == (401, True)
    assert prove(client, "guessed").status_code == 400
    assert not Authenticator.objects.exists()


def test_the_owner_is_told_by_mail(
    client: Client,
    alice: User,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sign_in(client)
    with django_capture_on_commit_callbacks(execute=True):
        add_app(client)
    assert any("authenticator app was added" in str(mail.body) for mail in mailoutbox)
    assert all(mail.to == ["alice@example.org"] for mail in mailoutbox)


def test_secrets_are_sealed_in_the_database(client: Client, secret: str) -> None:
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept
    assert SealedSecrets().decrypt(kept) == secret


def test_after_a_change_of_the_key_no_code_fits(settings: Any, client: Client, secret: str) -> None:
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    settings.SECRET_KEY = "another-key"
    assert SealedSecrets().decrypt(kept) not in ("", secret)
    settings.SECRET_KEY_FALLBACKS = ["not this one"]
    assert SealedSecrets().decrypt(kept) != secret


def test_an_older_key_still_opens(settings: Any, client: Client, secret: str) -> None:
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key"
    assert SealedSecrets().decrypt(kept) == secret


def test_passkeys_are_offered_to_anybody_and_refused_without_one(
    client: Client, alice: User
) -> None:
    options = call(client, "get", "auth/webauthn/login").json()["data"]["request_options"]
    asked = options["publicKey"]
    assert (asked["userVerification"], asked.get("allowCredentials", [])) == ("required", [])
    none = {"clientDataJSON": "e30", "authenticatorData": "", "signature": "", "userHandle": "MQ"}
    credential = {"id": "eA", "rawId": "eA", "type": "public-key", "response": none}
    answer = call(client, "post", "auth/webauthn/login", {"credential": credential})
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["email", "phone"])
def test_nobody_gives_themselves_another_address(client: Client, alice: User, path: str) -> None:
    sign_in(client)
    answer = call(client, "post", f"account/{path}", {"email": "other@example.org"})
    assert answer.status_code == 404


def test_the_app_scans_a_picture_only_while_it_is_set_up(client: Client, alice: User) -> None:
    assert client.get("/api/v1/me/app.svg").status_code == 404
    sign_in(client)
    assert client.get("/api/v1/me/app.svg").status_code == 404
    call(client, "get", "account/authenticators/totp")
    picture = client.get("/api/v1/me/app.svg")
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/svg+xml")
    assert picture.headers["Cache-Control"] == "no-store"
    assert b"<path" in picture.content
