"""A practice that analyses no client's camera asks nobody for a consent to it."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from consult.consultations.models import Consent, Consultation
from consult.consultations.services import clients, invitations
from tests import cast
from tests.conftest import signed_in
from tests.consult.consultations.test_client_api import invited, join
from tests.consult.consultations.test_invitations import sent, text


def switch(*, analyse: bool) -> None:
    Practice.objects.update(analyse_client=analyse)


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def participation(browser: APIClient, consultation: Consultation) -> dict[str, Any]:
    path = f"/api/v1/participations/{cast.client_of(consultation).pk}/"
    return dict(browser.get(path).json())


def test_the_invitation_says_so(api: APIClient, off: Consultation) -> None:
    assert invited(api, off)["analysis_offered"] is False
    switch(analyse=True)
    assert invited(api, off)["analysis_offered"] is True


def test_joining_asks_and_keeps_no_consent(api: APIClient, off: Consultation) -> None:
    answer = join(api, off, decision=None, text_hash="")
    part = answer.json()
    assert (answer.status_code, part["consent"], part["consents"]) == (201, "none", [])
    assert part["analysis_offered"] is False
    assert Consent.objects.count() == 0
    assert cast.client_of(off).joined_at is not None


def test_a_yes_to_what_is_not_done_is_not_taken(api: APIClient, off: Consultation) -> None:
    assert refusal(join(api, off)) == (409, "policy")
    assert cast.client_of(off).joined_at is None
    part = join(api, off, decision=None).json()
    again = {"decision": "granted", "text_hash": part["consent_text"]["text_hash"]}
    path = f"/api/v1/participations/{part['id']}/consent/"
    assert refusal(api.post(path, again, format="json")) == (409, "policy")
    assert Consent.objects.count() == 0


def test_no_decision_is_no_answer_where_there_is_a_question(
    api: APIClient, consultation: Consultation
) -> None:
    answer = join(api, consultation, decision=None)
    assert answer.status_code == 400
    assert answer.json() == {"decision": ["Say whether you allow it."]}
    assert cast.client_of(consultation).joined_at is None


def test_switched_off_during_a_call_the_camera_gets_no_ticket_and_both_are_told(
    api: APIClient, alice: User, opened: Consultation
) -> None:
    part = join(api, opened).json()
    switch(analyse=False)
    assert refusal(api.post(f"/api/v1/participations/{part['id']}/tickets/")) == (409, "policy")
    assert participation(api, opened)["analysis_offered"] is False
    room = signed_in(alice).get(f"/api/v1/consultations/{opened.pk}/room/").json()
    offered = {one["role"]: one["analysis_offered"] for one in room["participants"]}
    assert offered["client"] is False


def test_what_was_allowed_before_can_still_be_withdrawn(
    api: APIClient, opened: Consultation
) -> None:
    part = join(api, opened).json()
    switch(analyse=False)
    path = f"/api/v1/participations/{part['id']}/consent/"
    answer = api.post(path, {"decision": "withdrawn"}, format="json")
    assert (answer.status_code, answer.json()["consent"]) == (200, "withdrawn")


def test_the_browser_that_joined_first_takes_its_data_along_and_no_later_one(
    api: APIClient, other: APIClient, off: Consultation
) -> None:
    for browser in (api, other):
        assert join(browser, off, decision=None).status_code == 201
    assert join(api, off, decision=None).status_code == 201
    assert participation(api, off)["may_erase"] is True
    assert participation(other, off)["may_erase"] is False
    path = f"/api/v1/participations/{cast.client_of(off).pk}/export.json"
    assert refusal(other.get(path)) == (403, "export_elsewhere")


@pytest.mark.parametrize("analyse", [True, False])
def test_the_mail_announces_the_question_only_where_it_is_asked(
    alice: User, north: Practice, analyse: bool
) -> None:
    file = clients.make(alice, name="Erin", email="erin@example.org")
    switch(analyse=analyse)
    invitations.invite(Consultation.objects.get(pk=cast.schedule(alice, client=file).pk))
    for kind in ("text/plain", "text/html"):
        assert ("you are asked whether software" in text(sent(), kind)) is analyse
