"""A browser that speaks to allauth's endpoints, as the pages do."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests import cast
from tests.totp import totp

ROOT = "/_allauth/browser/v1"
AUTH = f"{ROOT}/auth"


def call(browser: Client, method: str, path: str, body: Any = None, **headers: Any) -> Any:
    """Return the answer to one call, by path under allauth's root."""
    return getattr(browser, method)(
        f"{ROOT}/{path}",
        data="" if body is None and method != "get" else body,
        content_type="application/json",
        headers=headers or None,
    )


def sign_in(browser: Client, name: str = "Alice", password: str = cast.PASSWORD) -> Any:
    """Return the answer to the first step of signing in."""
    form = {"email": f"{name.lower()}@example.org", "password": password}
    return call(browser, "post", "auth/login", form)


def prove(browser: Client, password: str = cast.PASSWORD) -> Any:
    """Give the password once more, as changes to the account want it."""
    return call(browser, "post", "auth/reauthenticate", {"password": password})


def add_app(browser: Client) -> str:
    """Set up an authenticator app for who is signed in; return its secret."""
    prove(browser)
    secret = str(call(browser, "get", "account/authenticators/totp").json()["meta"]["secret"])
    added = call(browser, "post", "account/authenticators/totp", {"code": totp(secret)})
    assert added.status_code == 200, added.json()
    return secret


def recovery_codes(browser: Client) -> list[str]:
    """Return the recovery codes of who is signed in."""
    answer = call(browser, "get", "account/authenticators/recovery-codes")
    return list(answer.json()["data"]["unused_codes"])
