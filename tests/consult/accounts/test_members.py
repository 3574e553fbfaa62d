"""The administrator's view of the practice: strictly its own, audited, closed to counsellors."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.test import Client
from rest_framework.test import APIClient

from consult.accounts import membership
from consult.accounts.models import AuditEntry, User
from tests.conftest import signed_in
from tests.consult.accounts.browser import add_app, sign_in

MEMBERS = "/api/v1/practice/members/"
ROUTES = [
    ("get", MEMBERS),
    ("patch", f"{MEMBERS}{{bob}}/"),
    ("delete", f"{MEMBERS}{{bob}}/second-factor/"),
    ("get", "/api/v1/practice/invitations/"),
    ("post", "/api/v1/practice/invitations/"),
    ("post", "/api/v1/practice/invitations/1/link/"),
    ("delete", "/api/v1/practice/invitations/1/"),
    ("get", "/api/v1/practice/audit/"),
]


@pytest.fixture
def desk(carol: User) -> APIClient:
    """Carol's browser."""
    return signed_in(carol)


def change(desk: APIClient, member: User, **changes: Any) -> Any:
    return desk.patch(f"{MEMBERS}{member.pk}/", changes, format="json")


def acts() -> list[tuple[str, str, str]]:
    return [
        (entry.act, entry.actor.name if entry.actor else "", entry.subject.name)
        for entry in AuditEntry.objects.order_by("pk").select_related("actor", "subject")
        if entry.subject
    ]


def test_carol_sees_everyone_of_her_practice_and_nobody_else(
    desk: APIClient, alice: User, bob: User, dave: User
) -> None:
    listed = desk.get(MEMBERS).json()
    assert [one["name"] for one in listed] == ["Alice", "Bob", "Carol"]
    assert {one["second_factor"] for one in listed} == {False}


@pytest.mark.parametrize(("method", "route"), ROUTES)
def test_a_counsellor_is_refused_everywhere(
    alice: User, bob: User, method: str, route: str
) -> None:
    answer = getattr(signed_in(alice), method)(route.format(bob=bob.pk), {}, format="json")
    assert (answer.status_code, answer.json()["detail"]) == (
        403,
        "Only an administrator of the practice may do this.",
    )


@pytest.mark.parametrize(("method", "route"), ROUTES)
def test_nobody_gets_in_without_signing_in(
    api: APIClient, bob: User, method: str, route: str
) -> None:
    assert getattr(api, method)(route.format(bob=bob.pk)).status_code == 401


def test_another_practices_people_do_not_exist_for_carol(desk: APIClient, dave: User) -> None:
    assert change(desk, dave, role="administrator").status_code == 404
    assert change(desk, dave, is_active=False).status_code == 404
    assert desk.delete(f"{MEMBERS}{dave.pk}/second-factor/").status_code == 404
    dave.refresh_from_db()
    assert (dave.role, dave.is_active) == (User.Role.COUNSELLOR, True)
    assert not AuditEntry.objects.exists()


def test_a_role_is_changed_and_audited_once(desk: APIClient, bob: User) -> None:
    for _ in range(2):
        assert change(desk, bob, role="administrator").json()["role"] == "administrator"
    assert acts() == [("role_changed", "Carol", "Bob")]
    [entry] = desk.get("/api/v1/practice/audit/").json()
    assert (entry["actor"], entry["subject"], entry["role"]) == ("Carol", "Bob", "administrator")


def test_a_closed_account_is_out_at_once_and_may_come_back(desk: APIClient, bob: User) -> None:
    browser = Client()
    sign_in(browser, "Bob")
    assert change(desk, bob, is_active=False).json()["is_active"] is False
    assert browser.get("/api/v1/me/").status_code == 401
    assert sign_in(Client(), "Bob").status_code != 200
    change(desk, bob, is_active=True)
    assert sign_in(Client(), "Bob").status_code == 200
    assert [act for act, _, _ in acts()] == ["deactivated", "reactivated"]


def test_a_lost_second_factor_is_taken_away(
    desk: APIClient, bob: User, mailoutbox: list[EmailMessage]
) -> None:
    browser = Client()
    sign_in(browser, "Bob")
    add_app(browser)
    assert desk.delete(f"{MEMBERS}{bob.pk}/second-factor/").status_code == 204
    assert not Authenticator.objects.exists()
    assert browser.get("/api/v1/me/").status_code == 401
    assert sign_in(browser, "Bob").status_code == 200
    assert acts() == [("second_factor_reset", "Carol", "Bob")]
    assert "removed your second factor" in mailoutbox[-1].body


@pytest.mark.parametrize("changes", [{"role": "counsellor"}, {"is_active": False}])
def test_nobody_takes_their_own_rights_away(
    desk: APIClient, carol: User, changes: dict[str, Any]
) -> None:
    answer = change(desk, carol, **changes)
    assert (answer.status_code, answer.json()["code"]) == (409, "own_account")
    carol.refresh_from_db()
    assert (carol.role, carol.is_active) == (User.Role.ADMINISTRATOR, True)


def test_of_two_who_demote_each_other_the_second_may_not(carol: User, bob: User) -> None:
    membership.change_role(carol, bob, User.Role.ADMINISTRATOR)
    bob.refresh_from_db()
    membership.change_role(carol, bob, User.Role.COUNSELLOR)
    # `bob` is as his request began: still an administrator.
    with pytest.raises(membership.NoLongerAllowed):
        membership.change_role(bob, carol, User.Role.COUNSELLOR)
    carol.refresh_from_db()
    assert carol.role == User.Role.ADMINISTRATOR


@pytest.mark.parametrize("changes", [{"role": "owner"}, {"is_active": "maybe"}])
def test_a_mistake_is_named_by_field(desk: APIClient, bob: User, changes: dict[str, Any]) -> None:
    answer = change(desk, bob, **changes)
    assert (answer.status_code, set(answer.json())) == (400, set(changes))


def test_an_administrator_changes_nothing_else(desk: APIClient, bob: User, dave: User) -> None:
    change(desk, bob, practice=dave.practice_id, email="x@example.org", is_superuser=True)
    present = User.objects.get(pk=bob.pk)
    assert (present.practice_id, present.email, present.is_superuser) == (
        bob.practice_id,
        "bob@example.org",
        False,
    )


def test_the_audit_only_grows(desk: APIClient, bob: User) -> None:
    change(desk, bob, role="administrator")
    entry = AuditEntry.objects.get()
    for tampering in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(act="joined"),
    ):
        with pytest.raises(TypeError, match="append-only"):
            tampering()


def test_the_whole_audit_is_read_page_by_page(
    desk: APIClient, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.accounts.api.members.AUDIT_SHOWN", 2)
    for role in ("administrator", "counsellor", "administrator"):
        change(desk, bob, role=role)
    written = list(AuditEntry.objects.order_by("-pk").values_list("pk", flat=True))
    for browser, path in ((desk, "/api/v1/practice/audit/"), (signed_in(bob), "/api/v1/me/audit/")):
        first = browser.get(path).json()
        rest = browser.get(path, {"before": first[-1]["id"]}).json()
        assert [[one["id"] for one in page] for page in (first, rest)] == [written[:2], written[2:]]


def test_the_audit_outlives_a_person_without_their_name(desk: APIClient, bob: User) -> None:
    change(desk, bob, role="administrator")
    bob.delete()
    [entry] = desk.get("/api/v1/practice/audit/").json()
    assert (entry["subject"], entry["actor"]) == ("", "Carol")
