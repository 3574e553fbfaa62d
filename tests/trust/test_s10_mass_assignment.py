"""Nobody gives themselves a role, another practice, another's things or somebody's consent (S10).

Every address of the API is sent, by its own people, everything that it must not take. New
addresses take part by themselves; a new field that can be written must be named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.apps import apps
from django.core.cache import cache
from drf_spectacular.generators import SchemaGenerator

from consult.accounts.models import Practice, User
from consult.consultations.models import Consultation
from tests import cast
from tests.conftest import signed_in
from tests.trust.routes import routes
from tests.trust.world import World, browser_of_client, north

PROTECTED: Final = {
    "accounts.User": ("role", "practice_id", "is_staff", "is_superuser", "is_active", "email"),
    "accounts.Practice": ("name", "preset", "analyse_counsellor", "index_by_counsellor"),
    "consultations.Consultation": ("practice_id", "counsellor_id", "client_id", "promised_days"),
    "consultations.Client": ("practice_id", "counsellor_id"),
    "consultations.Participant": ("consultation_id", "role", "consent"),
    "consultations.Consent": ("participant_id", "decision", "actor", "text_hash", "at"),
    "consultations.Marker": ("consultation_id", "author_id"),
    "review.Rating": ("consultation_id", "given_at"),
    "review.Verdict": ("consultation_id", "author_id", "at"),
    "review.SavedView": ("user_id",),
    "integrations.ApiKey": ("practice_id", "owner_id", "hashed_key", "revoked"),
    "integrations.Endpoint": ("practice_id", "url", "secret_number"),
}
"""What is nobody's to write by sending a field of that name, by model."""
Columns = dict[str, dict[Any, tuple[Any, ...]]]
PURPOSE: Final = {
    ("post", "practice/webhooks/<uuid:pk>/secret/"),
    ("post", "consultations/<pk>/erase/"),
}
"""What changes a protected column because that is what it is for, whatever is sent."""
RIGHTS: Final = {
    *("role", "practice", "is_staff", "is_superuser", "is_active", "preset", "state", "revoked"),
    *("user", "owner", "author", "actor", "counsellor", "client", "participant", "consultation"),
    *("consent", "promised_days", "analyse_counsellor", "index_by_counsellor", "secret_number"),
}
"""Names by which a request could take a right or give something to another."""
ON_PURPOSE: Final = {
    # One of the counsellor's own: tests/consult/consultations/test_clients.py.
    "ConsultationRequest": {"client"},
    # For administrators, within their practice: tests/consult/accounts/.
    "NewInvitationRequest": {"role"},
    "PatchedMemberChangesRequest": {"role", "is_active"},
    "PatchedPolicyRequest": {"preset", "analyse_counsellor", "index_by_counsellor"},
}
"""The requests that take one of them because that is what they are for, and who may send it."""


@pytest.fixture
def world(request: pytest.FixtureRequest, alice: User, carol: User) -> World:
    practice: Practice = request.getfixturevalue("north")
    return north(practice, alice, carol)


def hostile(south: Practice, dave: User, other: Consultation) -> dict[str, Any]:
    """Return every name by which somebody might try, with what they would want."""
    person = cast.client_of(other)
    return {
        **{"role": "administrator", "is_staff": True, "is_superuser": True, "is_active": False},
        **{"email": "mallory@example.org", "preset": "research", "analyse_counsellor": True},
        **dict.fromkeys(("practice", "practice_id"), south.pk),
        **dict.fromkeys(("user", "owner", "author", "counsellor", "counsellor_id"), dave.pk),
        **{name: str(other.pk) for name in ("consultation", "consultation_id")},
        **{name: str(person.pk) for name in ("participant", "participant_id", "person")},
        **{"consent": "granted", "actor": "counsellor", "text_hash": "0" * 64, "revoked": True},
        **{"promised_days": 3650, "secret_number": 1, "hashed_key": "0", "id": 1, "pk": 1},
        **{"given_at": "2001-01-01T00:00:00Z", "at": "2001-01-01T00:00:00Z"},
    }


def columns() -> Columns:
    """Return the protected columns of every row there is."""
    return {
        name: {row[0]: row[1:] for row in apps.get_model(name).objects.values_list("pk", *fields)}
        for name, fields in PROTECTED.items()
    }


def test_no_field_that_is_sent_becomes_a_right(world: World, dave: User) -> None:
    own = {
        "Alice": signed_in(world.alice),
        "Carol": signed_in(world.carol),
        "Erin": browser_of_client(world.person),
    }
    body = hostile(dave.own_practice, dave, cast.schedule(dave))
    taken: list[str] = []
    before = columns()
    for who, browser in own.items():
        for route in routes():
            for method in set(route.methods) - {"get", "delete"}:
                if (method, route.pattern) in PURPOSE or not for_this_test(route.pattern):
                    continue
                values = world.values(route.pattern) if route.names else {}
                getattr(browser, method)(route.at(**values), body, format="json")
                cache.clear()  # No throttle may answer in the place of a view.
                now = columns()
                taken += [f"{who}: {method} {route.pattern}: {one}" for one in gone(before, now)]
                before = now
    assert taken == []


def for_this_test(pattern: str) -> bool:
    """Leave out what administrators change of others: roles and policy are theirs to write."""
    return pattern not in ("practice/", "practice/members/<int:pk>/")


def gone(before: Columns, now: Columns) -> Iterator[str]:
    """Name the rows that were there and are not as they were."""
    for model, rows in before.items():
        for pk, values in rows.items():
            if now[model].get(pk) != values:
                yield f"{model} {pk} {values} → {now[model].get(pk)}"


def test_an_administrator_changes_of_a_colleague_what_is_theirs_to_change(
    world: World, bob: User, dave: User
) -> None:
    body = hostile(dave.own_practice, dave, cast.schedule(dave))
    path = f"/api/v1/practice/members/{bob.pk}/"
    assert signed_in(world.carol).patch(path, body, format="json").status_code == 200
    bob.refresh_from_db()
    assert (bob.role, bob.is_active) == ("administrator", False)
    kept = (bob.practice, bob.email, bob.is_staff, bob.is_superuser)
    assert kept == (world.alice.practice, "bob@example.org", False, False)


def test_a_request_that_takes_a_protected_name_is_named() -> None:
    schemas = described()
    found = {
        name: written
        for name, schema in schemas.items()
        if name.endswith("Request") and (written := RIGHTS & set(schema.get("properties", {})))
    }
    assert found == ON_PURPOSE


def described() -> dict[str, Any]:
    """Return every form that requests and answers of the API have, made of the code."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    schema = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return dict(schema["components"]["schemas"])
