"""Only the browser that said no may say yes again: the counsellor has the client's link, too."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.models import Consent, Consultation
from consult.consultations.services import scheduling
from tests import cast
from tests.conftest import signed_in
from tests.consult.consultations.test_client_api import invited, join


@pytest.fixture
def held(consultation: Consultation) -> Consultation:
    scheduling.open_consultation(consultation)
    return consultation


def decide(browser: APIClient, consultation: Consultation, decision: str) -> Any:
    """Decide again in a browser that has joined."""
    form = {
        "decision": decision,
        "language": "en",
        "text_hash": invited(browser, consultation)["consent"]["text_hash"],
    }
    path = f"/api/v1/participations/{cast.client_of(consultation).pk}/consent/"
    return browser.post(path, form, format="json")


def consent_to(consultation: Consultation) -> str:
    return cast.client_of(consultation).consent


def test_the_link_does_not_undo_a_withdrawal(
    api: APIClient, other: APIClient, held: Consultation
) -> None:
    join(api, held)
    decide(api, held, "withdrawn")
    answer = join(other, held, decision="granted")
    assert (answer.status_code, answer.json()["code"]) == (403, "refused_elsewhere")
    assert consent_to(held) == "withdrawn"
    assert Consent.objects.count() == 2


def test_refusing_first_in_another_browser_gives_no_right_to_undo(
    api: APIClient, other: APIClient, held: Consultation
) -> None:
    join(api, held)
    decide(api, held, "withdrawn")
    assert join(other, held, decision="refused").status_code == 201
    assert decide(other, held, "granted").status_code == 403
    assert consent_to(held) == "refused"


def test_a_refusal_planted_beforehand_gives_no_right_to_undo(
    api: APIClient, other: APIClient, held: Consultation
) -> None:
    join(api, held)
    join(other, held, decision="refused")
    decide(api, held, "withdrawn")
    assert decide(other, held, "granted").status_code == 403


def test_whoever_joined_before_the_client_cannot_overrule_her(
    api: APIClient, other: APIClient, held: Consultation
) -> None:
    join(other, held)
    join(api, held, decision="refused")
    assert decide(other, held, "granted").status_code == 403
    assert join(other, held, decision="granted").status_code == 403


def test_the_browser_that_refused_may_think_better_of_it(
    api: APIClient, held: Consultation
) -> None:
    join(api, held, decision="refused")
    assert decide(api, held, "granted").status_code == 200
    assert decide(api, held, "withdrawn").status_code == 200
    assert decide(api, held, "refused").status_code == 200
    assert join(api, held, decision="granted").status_code == 201
    assert consent_to(held) == "granted"


def test_a_yes_settles_the_refusals_before_it(
    api: APIClient, other: APIClient, held: Consultation
) -> None:
    join(api, held, decision="refused")
    decide(api, held, "granted")
    assert join(other, held).status_code == 201
    decide(other, held, "refused")
    assert decide(other, held, "granted").status_code == 200


def test_another_browser_still_takes_part_without_analysis(
    api: APIClient, other: APIClient, held: Consultation
) -> None:
    join(api, held, decision="refused")
    assert join(other, held, decision="refused").status_code == 201


def test_another_browser_may_withdraw(api: APIClient, other: APIClient, held: Consultation) -> None:
    join(api, held)
    join(other, held)
    assert decide(other, held, "withdrawn").status_code == 200
    assert consent_to(held) == "withdrawn"


@pytest.mark.parametrize("who", ["alice", "bob", "carol"])
@pytest.mark.parametrize("decision", ["granted", "refused"])
def test_a_member_of_the_practice_does_not_answer_for_the_client(
    request: pytest.FixtureRequest, held: Consultation, who: str, decision: str
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    answer = join(browser, held, decision=decision)
    assert (answer.status_code, answer.json()["code"]) == (403, "own_practice")
    assert Consent.objects.count() == 0


def test_a_member_of_another_practice_may_be_a_client(dave: User, held: Consultation) -> None:
    assert join(signed_in(dave), held).status_code == 201


def test_signing_in_after_joining_leaves_only_the_way_out(
    api: APIClient, alice: User, held: Consultation
) -> None:
    join(api, held, decision="refused")
    api.force_login(alice)
    answer = decide(api, held, "granted")
    assert (answer.status_code, answer.json()["code"]) == (403, "own_practice")
    assert decide(api, held, "withdrawn").status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "cannot answer for the client"), ("uk", "не можете відповідати за клієнта")],
)
def test_a_member_is_told_why(alice: User, held: Consultation, language: str, words: str) -> None:
    answer = join(signed_in(alice), held, language=language, header=language)
    assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "refused in another browser"), ("uk", "відмовили в іншому браузері")],
)
def test_the_other_browser_is_told_why(
    api: APIClient, other: APIClient, held: Consultation, language: str, words: str
) -> None:
    join(api, held, decision="refused")
    assert words in join(other, held, header=language).json()["detail"]
