"""A program reads with its key what its scopes name, and does nothing else with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.models import AuditEntry, User
from consult.consultations.models import Consultation
from consult.integrations.keys import KeyThrottle
from consult.integrations.models import ApiKey, Scope
from tests.conftest import signed_in

KEYS = "/api/v1/practice/keys/"
CONSULTATIONS = "/api/v1/consultations/"


def made(user: User, **changes: Any) -> dict[str, Any]:
    """Return the API's answer to an administrator who makes a key."""
    wish = {"name": "booking", "scopes": ["consultations:read"], **changes}
    answer = signed_in(user).post(KEYS, wish, format="json")
    assert answer.status_code == 201, answer.data
    return dict(answer.data)


def program(secret: str) -> APIClient:
    """Return a program that shows a key and has no session."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Api-Key {secret}")
    return client


def test_a_key_reads_the_practices_consultations(carol: User, consultation: Consultation) -> None:
    answer = program(made(carol)["secret"]).get(CONSULTATIONS)
    assert [row["id"] for row in answer.data["results"]] == [str(consultation.pk)]


def test_the_secret_is_shown_once_and_not_stored(carol: User) -> None:
    secret = made(carol)["secret"]
    listed = signed_in(carol).get(KEYS).data
    assert "secret" not in listed[0]
    kept = ApiKey.objects.values().get()
    assert secret.partition(".")[2] not in str(kept)


def test_a_key_lacks_what_it_was_not_given(carol: User) -> None:
    answer = program(made(carol)["secret"]).get("/api/v1/review/satisfaction/")
    assert (answer.status_code, answer.data["code"]) == (403, "scope_missing")
    wider = made(carol, scopes=["review:read"])
    assert program(wider["secret"]).get("/api/v1/review/satisfaction/").status_code == 200


@pytest.mark.parametrize("path", ["me/", "practice/", "practice/members/", "clients/", KEYS[8:]])
def test_what_names_no_scope_is_closed_to_keys(carol: User, path: str) -> None:
    secret = made(carol, scopes=list(Scope.values))["secret"]
    answer = program(secret).get(f"/api/v1/{path}")
    assert (answer.status_code, answer.data["code"]) == (403, "not_for_keys")


def test_a_key_changes_nothing(carol: User, consultation: Consultation) -> None:
    answer = program(made(carol)["secret"]).post(f"{CONSULTATIONS}{consultation.pk}/open/")
    assert (answer.status_code, answer.data["code"]) == (403, "not_for_keys")
    consultation.refresh_from_db()
    assert consultation.state == Consultation.State.SCHEDULED


def test_a_key_of_another_practice_sees_nothing_of_this_one(
    carol: User, dave: User, consultation: Consultation
) -> None:
    dave.role = User.Role.ADMINISTRATOR
    dave.save()
    secret = made(dave)["secret"]
    assert program(secret).get(CONSULTATIONS).data["results"] == []
    assert program(secret).get(f"{CONSULTATIONS}{consultation.pk}/").status_code == 404


def test_a_withdrawn_key_opens_nothing(carol: User) -> None:
    key = made(carol)
    assert signed_in(carol).delete(f"{KEYS}{key['prefix']}/").status_code == 204
    answer = program(key["secret"]).get(CONSULTATIONS)
    assert (answer.status_code, answer.data["code"]) == (401, "bad_key")
    assert signed_in(carol).get(KEYS).data == []


def test_an_expired_key_opens_nothing(carol: User) -> None:
    key = made(carol, expiry_date=timezone.now() + timedelta(hours=1))
    ApiKey.objects.update(expiry_date=timezone.now() - timedelta(seconds=1))
    assert program(key["secret"]).get(CONSULTATIONS).data["code"] == "expired_key"


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"role": User.Role.COUNSELLOR}, {"practice": None}]
)
def test_a_key_ends_with_its_owners_office(carol: User, change: dict[str, Any]) -> None:
    secret = made(carol)["secret"]
    User.objects.filter(pk=carol.pk).update(**change)
    answer = program(secret).get(CONSULTATIONS)
    assert (answer.status_code, answer.data["code"]) == (401, "orphaned_key")


@pytest.mark.parametrize("secret", ["", "nonsense", "a.b", "Ünknown.key"])
def test_an_unknown_key_is_refused(db: None, secret: str) -> None:
    client = APIClient()
    answer = client.get(CONSULTATIONS, headers={"authorization": f"Api-Key {secret}"})
    assert answer.status_code == 401


def test_only_administrators_make_keys(alice: User) -> None:
    answer = signed_in(alice).post(KEYS, {"name": "x", "scopes": ["reports:read"]}, format="json")
    assert answer.status_code == 403


def test_what_a_key_needs_is_said_by_field(carol: User) -> None:
    past = timezone.now() - timedelta(days=1)
    wish = {"name": "", "scopes": ["everything"], "expiry_date": past}
    answer = signed_in(carol).post(KEYS, wish, format="json")
    assert answer.status_code == 400
    assert answer.data.keys() == {"name", "scopes", "expiry_date"}


def test_a_key_without_a_name_is_refused(carol: User) -> None:
    answer = signed_in(carol).post(KEYS, {"scopes": ["review:read"]}, format="json")
    assert (answer.status_code, list(answer.data)) == (400, ["name"])


def test_keys_are_in_the_audit_without_their_secret(carol: User) -> None:
    key = made(carol)
    signed_in(carol).delete(f"{KEYS}{key['prefix']}/")
    signed_in(carol).delete(f"{KEYS}{key['prefix']}/")
    acts = list(AuditEntry.objects.order_by("pk").values_list("act", "details"))
    assert [act for act, _ in acts] == ["key_made", "key_withdrawn"]
    assert key["secret"] not in str(acts)


def test_each_key_has_a_rate_of_its_own(carol: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeyThrottle, "THROTTLE_RATES", {"key": "2/min"})
    first, second = (program(made(carol)["secret"]) for _ in range(2))
    assert [first.get(CONSULTATIONS).status_code for _ in range(3)] == [200, 200, 429]
    assert second.get(CONSULTATIONS).status_code == 200
    assert signed_in(carol).get(CONSULTATIONS).status_code == 200
    cache.clear()


def test_the_list_tells_when_a_key_was_used(carol: User) -> None:
    secret = made(carol)["secret"]
    program(secret).get(CONSULTATIONS)
    first = ApiKey.objects.get().last_used_at
    program(secret).get(CONSULTATIONS)
    assert first is not None
    assert ApiKey.objects.get().last_used_at == first
