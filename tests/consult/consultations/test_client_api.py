"""The client's side of the API: from the link to withdrawal, without an account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from consult.consultations import joined_in_session
from consult.consultations.invites import invite_token
from consult.consultations.models import Consultation, Participant
from consult.consultations.services import scheduling


def invited(api: APIClient, consultation: Consultation) -> dict[str, Any]:
    return dict(api.get(f"/api/v1/invites/{invite_token(consultation)}/").json())


def join(
    api: APIClient, consultation: Consultation, *, header: str = "en", **changes: object
) -> Any:
    """Answer the invitation; `header` is the language the browser asks for."""
    form = {
        "name": "Erin",
        "decision": "granted",
        "language": "en",
        "text_hash": invited(api, consultation)["consent"]["text_hash"],
        **changes,
    }
    token = invite_token(consultation)
    path = f"/api/v1/invites/{token}/join/"
    return api.post(path, form, format="json", headers={"accept-language": header})


@pytest.fixture
def erin(api: APIClient, consultation: Consultation) -> str:
    """The path of Erin's participation, joined in `api`."""
    scheduling.open_consultation(consultation)
    return f"/api/v1/participations/{join(api, consultation).json()['id']}/"


def test_the_invitation_says_who_invites_and_what_is_analysed(
    api: APIClient, consultation: Consultation
) -> None:
    found = invited(api, consultation)
    assert found["counsellor"]["name"] == "Alice"
    assert "does not know what you feel" in found["consent"]["text"]


def test_the_invitation_speaks_ukrainian(api: APIClient, consultation: Consultation) -> None:
    path = f"/api/v1/invites/{invite_token(consultation)}/"
    consent = api.get(path, HTTP_ACCEPT_LANGUAGE="uk").json()["consent"]
    assert consent["language"] == "uk"


def test_an_unknown_link_is_not_found(api: APIClient, db: None) -> None:
    answer = api.get("/api/v1/invites/nonsense/")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_invite")


def test_an_expired_link_is_gone(api: APIClient, consultation: Consultation) -> None:
    Consultation.objects.update(invite_expires_at=timezone.now() - timedelta(seconds=1))
    answer = api.get(f"/api/v1/invites/{invite_token(consultation)}/")
    assert (answer.status_code, answer.json()["code"]) == (410, "expired_invite")


def test_a_closed_consultation_is_gone(api: APIClient, opened: Consultation) -> None:
    scheduling.end_consultation(opened)
    answer = api.get(f"/api/v1/invites/{invite_token(opened)}/")
    assert (answer.status_code, answer.json()["code"]) == (410, "consultation_over")


def test_joining_lets_the_browser_back_in(api: APIClient, erin: str) -> None:
    assert api.get(erin).json()["consent"] == "granted"


def test_who_joined_by_an_older_link_is_out_until_the_new_one_is_opened(
    api: APIClient, consultation: Consultation, erin: str
) -> None:
    renewed = scheduling.renew_invite(Consultation.objects.get(pk=consultation.pk))
    for ask in (api.get(erin), api.post(f"{erin}pause/", {"paused": True}, format="json")):
        assert (ask.status_code, ask.json()["code"]) == (401, "link_replaced")
    assert api.post(f"{erin}tickets/").status_code == 401
    assert invited(api, renewed)["participation"] is None
    assert join(api, renewed).status_code == 201
    assert api.get(erin).status_code == 200
    assert invited(api, renewed)["participation"] == erin.split("/")[-2]


def test_a_session_of_before_links_were_kept_is_of_the_first_link(
    api: APIClient, consultation: Consultation, erin: str
) -> None:
    session = api.session
    session["participations"] = list(session["participations"])
    session.save()
    assert api.get(erin).status_code == 200
    scheduling.renew_invite(Consultation.objects.get(pk=consultation.pk))
    assert api.get(erin).json()["code"] == "link_replaced"


def test_a_browser_remembers_the_newest_few_of_what_it_joined() -> None:
    session: dict[str, Any] = {}
    for number in range(joined_in_session.MOST + 1):
        joined_in_session.keep(session, str(number), 1)
    joined_in_session.keep(session, "1", 2)
    known = joined_in_session.links(session)
    assert len(known) == joined_in_session.MOST
    assert "0" not in known
    assert known["1"] == 2


def test_another_browser_does_not_get_in(erin: str) -> None:
    answer = APIClient().get(erin)
    assert answer.status_code == 401


def test_a_refusal_still_joins_and_gets_no_camera_ticket(
    api: APIClient, consultation: Consultation
) -> None:
    scheduling.open_consultation(consultation)
    joined = join(api, consultation, decision="refused", text_hash="").json()
    answer = api.post(f"/api/v1/participations/{joined['id']}/tickets/")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_consent")


def test_a_ticket_waits_for_the_opening(api: APIClient, consultation: Consultation) -> None:
    joined = join(api, consultation).json()
    answer = api.post(f"/api/v1/participations/{joined['id']}/tickets/")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_open")


def test_a_consenting_client_gets_a_ticket(api: APIClient, erin: str) -> None:
    ticket = api.post(f"{erin}tickets/")
    assert ticket.status_code == 201
    assert ticket.json()["path"] == "/ws/camera/"


def test_an_outdated_consent_text_is_a_conflict(api: APIClient, consultation: Consultation) -> None:
    answer = join(api, consultation, text_hash="0" * 64)
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_consent")


def test_withdrawing_is_one_call(api: APIClient, erin: str) -> None:
    answer = api.post(f"{erin}consent/", {"decision": "withdrawn", "erase": True}, format="json")
    assert answer.json()["consent"] == "withdrawn"
    assert Participant.objects.get(role="client").consent == "withdrawn"


def test_pausing_and_resuming(api: APIClient, erin: str) -> None:
    assert api.post(f"{erin}pause/", {"paused": True}, format="json").json()["paused"]
    assert not api.post(f"{erin}pause/", {"paused": False}, format="json").json()["paused"]


def test_a_client_cannot_undo_the_counsellors_pause(api: APIClient, erin: str) -> None:
    Participant.objects.filter(role="client").update(paused_by_counsellor=True)
    assert api.post(f"{erin}pause/", {"paused": False}, format="json").json()["paused"]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"decision": "maybe"}, "decision"),
        ({"name": "x" * 121}, "name"),
        ({"decision": None}, "decision"),
    ],
)
def test_a_bad_answer_is_named_by_field(
    api: APIClient, consultation: Consultation, form: dict[str, Any], field: str
) -> None:
    answer = join(api, consultation, **form)
    assert answer.status_code == 400
    assert list(answer.json()) == [field]
