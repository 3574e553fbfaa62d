"""Erasing cannot be taken back: a browser that merely holds the link cannot bring it about."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.models import Consultation, Reading
from consult.consultations.services import scheduling
from tests import cast
from tests.conftest import signed_in
from tests.consult.consultations.test_client_api import join
from tests.consult.reports import made_up


@pytest.fixture
def recorded(api: APIClient, consultation: Consultation) -> Consultation:
    """Erin has joined in `api`, and labels of her camera are held."""
    scheduling.open_consultation(consultation)
    join(api, consultation)
    made_up.film(consultation, seconds=5)
    return consultation


def withdraw(browser: APIClient, consultation: Consultation, *, erase: bool) -> Any:
    path = f"/api/v1/participations/{cast.client_of(consultation).pk}/consent/"
    return browser.post(path, {"decision": "withdrawn", "erase": erase}, format="json")


def test_the_browser_that_allowed_the_analysis_erases(
    api: APIClient, recorded: Consultation
) -> None:
    assert withdraw(api, recorded, erase=True).status_code == 200
    assert Reading.objects.count() == 0


@pytest.mark.parametrize("decision", ["refused", "granted"])
def test_a_browser_with_the_link_erases_nothing(
    other: APIClient, recorded: Consultation, decision: str
) -> None:
    join(other, recorded, decision=decision)
    answer = withdraw(other, recorded, erase=True)
    assert (answer.status_code, answer.json()["code"]) == (403, "erase_elsewhere")
    assert Reading.objects.count() == 10


def test_a_refused_erasure_records_nothing_and_a_plain_no_still_counts(
    other: APIClient, recorded: Consultation
) -> None:
    join(other, recorded)
    withdraw(other, recorded, erase=True)
    assert cast.client_of(recorded).consent == "granted"
    assert withdraw(other, recorded, erase=False).json()["consent"] == "withdrawn"
    assert Reading.objects.count() == 10


def test_a_yes_after_a_withdrawal_elsewhere_gives_no_right_to_erase(
    api: APIClient, other: APIClient, recorded: Consultation
) -> None:
    withdraw(api, recorded, erase=False)
    join(other, recorded, decision="refused")
    assert withdraw(other, recorded, erase=True).status_code == 403
    assert Reading.objects.count() == 10


def test_each_browser_is_told_what_it_may_do(
    api: APIClient, other: APIClient, recorded: Consultation
) -> None:
    assert join(other, recorded, decision="refused").json()["may_erase"] is False
    path = f"/api/v1/participations/{cast.client_of(recorded).pk}/"
    assert api.get(path).json()["may_erase"] is True


def test_the_counsellor_erases_at_the_clients_wish(alice: User, recorded: Consultation) -> None:
    answer = signed_in(alice).post(f"/api/v1/consultations/{recorded.pk}/erase/")
    assert answer.status_code == 200
    assert Reading.objects.count() == 0


@pytest.mark.parametrize("who", ["bob", "carol", "dave"])
def test_nobody_else_of_any_practice_erases(
    request: pytest.FixtureRequest, recorded: Consultation, who: str
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    answer = browser.post(f"/api/v1/consultations/{recorded.pk}/erase/")
    assert answer.status_code in (403, 404)
    assert Reading.objects.count() == 10


@pytest.mark.parametrize(
    ("language", "words"), [("en", "ask your counsellor"), ("uk", "попросіть")]
)
def test_the_other_browser_is_told_where(
    other: APIClient, recorded: Consultation, language: str, words: str
) -> None:
    join(other, recorded, decision="refused")
    path = f"/api/v1/participations/{cast.client_of(recorded).pk}/consent/"
    form = {"decision": "withdrawn", "erase": True}
    answer = other.post(path, form, format="json", headers={"accept-language": language})
    assert words in answer.json()["detail"]
