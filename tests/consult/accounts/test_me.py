"""What people change of themselves, and what they cannot."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import (
    Argon2PasswordHasher,
    BasePasswordHasher,
    PBKDF2PasswordHasher,
    ScryptPasswordHasher,
)
from django.test import Client
from rest_framework.test import APIClient

from consult import settings as product
from consult.accounts.api.me import MyChangesSerializer
from consult.accounts.models import User
from tests import cast
from tests.conftest import signed_in
from tests.consult.accounts.browser import sign_in


class LargeArgon2(Argon2PasswordHasher):
    """Another measure than the product's, as Django's own is."""

    memory_cost = 30_000


def patch(browser: APIClient, **changes: Any) -> Any:
    return browser.patch("/api/v1/me/", changes, format="json")


def test_an_account_that_is_closed_meanwhile_stays_closed(alice: User) -> None:
    """The page's own changes are written, and not all that was read with them."""
    changes = MyChangesSerializer(User.objects.get(), data={"name": "Alice B."}, partial=True)
    assert changes.is_valid()
    User.objects.update(is_active=False)
    changes.save()
    alice.refresh_from_db()
    assert (alice.name, alice.is_active) == ("Alice B.", False)


def test_name_and_language_are_ones_own(alice: User) -> None:
    answer = patch(signed_in(alice), name="Alice B.", language="uk")
    assert (answer.status_code, answer.json()["name"], answer.json()["language"]) == (
        200,
        "Alice B.",
        "uk",
    )


@pytest.mark.parametrize(
    "changes", [{"role": "administrator"}, {"email": "x@example.org"}, {"practice": 1}]
)
def test_role_address_and_practice_are_not(alice: User, changes: dict[str, Any]) -> None:
    before = signed_in(alice).get("/api/v1/me/").json()
    patch(signed_in(alice), **changes)
    assert signed_in(alice).get("/api/v1/me/").json() == before


@pytest.mark.parametrize("changes", [{"name": ""}, {"name": "x" * 121}, {"language": "fr"}])
def test_a_mistake_is_named_by_field(alice: User, changes: dict[str, str]) -> None:
    answer = patch(signed_in(alice), **changes)
    assert (answer.status_code, list(answer.json())) == (400, list(changes))


@pytest.mark.parametrize("hasher", [PBKDF2PasswordHasher, ScryptPasswordHasher, LargeArgon2])
def test_an_older_hash_works_and_becomes_argon2(
    settings: Any, client: Client, alice: User, hasher: type[BasePasswordHasher]
) -> None:
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    User.objects.update(password=hasher().encode(cast.PASSWORD, "salt-of-22-characters-"))
    assert sign_in(client).status_code == 200
    alice.refresh_from_db()
    assert "$m=19456,t=2,p=1$" in alice.password
    # The new hash did not end the session that brought it about.
    assert client.get("/api/v1/me/").status_code == 200
