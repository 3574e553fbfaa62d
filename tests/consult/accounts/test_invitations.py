"""A colleague is invited by mail, chooses name and password, and is in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db.models import F
from rest_framework.test import APIClient

from consult.accounts.models import AuditEntry, Invitation, User
from tests import cast
from tests.conftest import signed_in
from tests.consult.accounts.browser import sign_in

INVITATIONS = "/api/v1/practice/invitations/"
WELCOME = "/api/v1/welcome/"


@pytest.fixture
def desk(carol: User) -> APIClient:
    """Carol's browser."""
    return signed_in(carol)


def invite(desk: APIClient, email: str = "Bob@Example.org", role: str = "counsellor") -> Any:
    return desk.post(INVITATIONS, {"email": email, "role": role}, format="json")


def token_in(mail: EmailMessage) -> str:
    found = re.search(r"http://localhost:8000/welcome#(\S+)", str(mail.body))
    assert found is not None, mail.body
    return found.group(1)


def look(api: APIClient, token: str) -> Any:
    return api.post(WELCOME, {"token": token}, format="json")


def take_up(api: APIClient, token: str, **changes: str) -> Any:
    form = {"token": token, "name": "Bob", "password": cast.PASSWORD, **changes}
    return api.post(f"{WELCOME}account/", form, format="json")


def test_from_the_invitation_to_somebody_who_signs_in(
    desk: APIClient, api: APIClient, mailoutbox: list[EmailMessage]
) -> None:
    assert invite(desk).status_code == 201
    token = token_in(mailoutbox[0])
    assert mailoutbox[0].to == ["bob@example.org"]
    assert look(api, token).json() == {
        "email": "bob@example.org",
        "role": "counsellor",
        "practice": "North Practice",
        "invited_by": "Carol",
    }
    assert take_up(api, token).status_code == 201
    assert sign_in(api, "Bob").status_code == 200
    me = api.get("/api/v1/me/").json()
    assert (me["name"], me["role"], me["practice"]["name"]) == (
        "Bob",
        "counsellor",
        "North Practice",
    )
    assert [entry.act for entry in AuditEntry.objects.order_by("pk")] == ["invited", "joined"]
    assert desk.get(INVITATIONS).json() == []


def test_a_link_works_once(desk: APIClient, api: APIClient, mailoutbox: list[EmailMessage]) -> None:
    invite(desk)
    take_up(api, token_in(mailoutbox[0]))
    assert take_up(api, token_in(mailoutbox[0]), name="Mallet").status_code == 410
    assert User.objects.get(email="bob@example.org").name == "Bob"


def test_a_new_link_ends_the_older(
    desk: APIClient, api: APIClient, mailoutbox: list[EmailMessage]
) -> None:
    pk = invite(desk).json()["id"]
    desk.post(f"{INVITATIONS}{pk}/link/")
    older, newer = (token_in(mail) for mail in mailoutbox)
    assert (look(api, older).status_code, look(api, newer).status_code) == (410, 200)


def test_an_invitation_can_be_taken_back(
    desk: APIClient, api: APIClient, mailoutbox: list[EmailMessage]
) -> None:
    pk = invite(desk).json()["id"]
    assert desk.delete(f"{INVITATIONS}{pk}/").status_code == 204
    assert look(api, token_in(mailoutbox[0])).status_code == 410


def test_an_invitation_that_nobody_will_send_is_not_made(
    desk: APIClient, api: APIClient, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = invite(desk).json()["id"]
    monkeypatch.setattr("consult.accounts.mail_queue.enqueue", lambda *order, **how: False)
    for refused in (invite(desk, "frank@example.org"), desk.post(f"{INVITATIONS}{pk}/link/")):
        assert (refused.status_code, refused.json()["code"]) == (502, "mail_failed")
    assert [one["email"] for one in desk.get(INVITATIONS).json()] == ["bob@example.org"]
    assert look(api, token_in(mailoutbox[0])).status_code == 200
    assert AuditEntry.objects.count() == 1


def test_after_seven_days_the_link_is_dead(
    desk: APIClient, api: APIClient, mailoutbox: list[EmailMessage]
) -> None:
    invite(desk)
    Invitation.objects.update(expires_at=F("expires_at") - timedelta(days=7, seconds=1))
    answer = take_up(api, token_in(mailoutbox[0]))
    assert (answer.status_code, answer.json()["code"]) == (410, "unknown_invitation")


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["1.1~forged", "nonsense", "~"])
def test_a_made_up_token_leads_nowhere(api: APIClient, token: str) -> None:
    assert look(api, token).status_code == 410


@pytest.mark.parametrize(
    ("changes", "field"), [({"password": "12345678901"}, "password"), ({"name": " "}, "name")]
)
def test_a_mistake_is_named_and_the_link_still_works(
    desk: APIClient,
    api: APIClient,
    mailoutbox: list[EmailMessage],
    changes: dict[str, str],
    field: str,
) -> None:
    invite(desk)
    token = token_in(mailoutbox[0])
    answer = take_up(api, token, **changes)
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert take_up(api, token).status_code == 201


def test_nobody_gives_themselves_a_role(
    desk: APIClient, api: APIClient, mailoutbox: list[EmailMessage]
) -> None:
    invite(desk)
    take_up(api, token_in(mailoutbox[0]), role="administrator", email="x@example.org")
    assert User.objects.get(email="bob@example.org").role == User.Role.COUNSELLOR


def test_a_member_is_not_invited(desk: APIClient, alice: User) -> None:
    answer = invite(desk, "alice@example.org")
    assert (answer.status_code, list(answer.json())) == (400, ["email"])


def test_an_account_elsewhere_is_no_business_of_this_practice(
    desk: APIClient, api: APIClient, dave: User, mailoutbox: list[EmailMessage]
) -> None:
    stranger, known = invite(desk, "bob@example.org"), invite(desk, "dave@example.org")
    assert stranger.status_code == known.status_code == 201
    answer = take_up(api, token_in(mailoutbox[1]))
    assert (answer.status_code, answer.json()["code"]) == (409, "address_taken")
    dave.refresh_from_db()
    assert (dave.practice_id, dave.check_password(cast.PASSWORD)) == (dave.practice_id, True)


def test_another_practices_invitations_do_not_exist(desk: APIClient, dave: User) -> None:
    pk = invite(desk).json()["id"]
    User.objects.filter(pk=dave.pk).update(role=User.Role.ADMINISTRATOR)
    dave.refresh_from_db()
    south = signed_in(dave)
    assert south.get(INVITATIONS).json() == []
    assert south.post(f"{INVITATIONS}{pk}/link/").status_code == 404
    assert south.delete(f"{INVITATIONS}{pk}/").status_code == 404
