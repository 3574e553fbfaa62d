"""Who reads what a client said."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.consultations.services import scheduling
from consult.review.selectors import ratings_of
from consult.review.serializers import SaidSerializer
from tests import cast
from tests.conftest import signed_in
from tests.consult.review.test_rating_api import FOUR, give
from tests.consult.review.test_rating_model import rate


@pytest.fixture
def rated(api: APIClient, over: Consultation, path: str) -> str:
    """The path of what Erin said, for her counsellor."""
    give(api, path, csat=4, comment="I was heard.")
    return f"/api/v1/consultations/{over.pk}/rating/"


@pytest.mark.parametrize("who", ["alice", "carol"])
def test_counsellor_and_administrator_read_it(
    request: pytest.FixtureRequest, rated: str, who: str
) -> None:
    answer = signed_in(request.getfixturevalue(who)).get(rated)
    said = answer.json()
    assert (said["asked"], said["rating"]["csat"], said["rating"]["comment"]) == (
        True,
        4,
        "I was heard.",
    )
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("who", ["bob", "dave"])
def test_nobody_else_reads_it(request: pytest.FixtureRequest, rated: str, who: str) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert browser.get(rated).status_code == 404
    assert browser.get("/api/v1/ratings/").json()["results"] == []


def test_a_stranger_reads_nothing(rated: str) -> None:
    assert APIClient().get(rated).status_code == 401
    assert APIClient().get("/api/v1/ratings/").status_code == 401


@pytest.mark.parametrize("who", ["alice", "carol"])
def test_nobody_writes_for_the_client(request: pytest.FixtureRequest, rated: str, who: str) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert browser.put(rated, {"csat": 5}, format="json").status_code == 405
    assert browser.delete(rated).status_code == 405


def test_whoever_did_not_come_is_not_asked(alice: User, consultation: Consultation) -> None:
    scheduling.open_consultation(consultation)
    scheduling.end_consultation(consultation)
    said = signed_in(alice).get(f"/api/v1/consultations/{consultation.pk}/rating/").json()
    assert (said["asked"], said["rating"]) == (False, None)


@pytest.mark.parametrize(("overall", "low"), [(8.4, True), (8.5, False)])
def test_a_low_sum_is_flagged(over: Consultation, alice: User, overall: float, low: bool) -> None:
    rate(over, scale="srs", **{**FOUR, "overall": overall})
    said = signed_in(alice).get(f"/api/v1/consultations/{over.pk}/rating/").json()
    assert said["rating"]["low"] is low


def ratings(user: User, **whose: Any) -> list[str]:
    rows = signed_in(user).get("/api/v1/ratings/", whose).json()["results"]
    return [row["consultation"] for row in rows]


def test_ratings_of_one_client_or_of_some_consultations(alice: User, bob: User) -> None:
    first, second = cast.schedule(alice), cast.schedule(alice)
    of_bob = cast.schedule(bob)
    for one in (first, second, of_bob):
        rate(one, scale="csat", csat=5)
    assert set(ratings(alice)) == {str(first.pk), str(second.pk)}
    assert ratings(alice, consultation=[str(second.pk), str(of_bob.pk)]) == [str(second.pk)]
    assert ratings(alice, client=str(of_bob.client_id)) == []
    assert len(ratings(alice, client=str(first.client_id))) == 2


def test_a_wrong_filter_is_named(alice: User) -> None:
    answer = signed_in(alice).get("/api/v1/ratings/", {"client": "erin"})
    assert (answer.status_code, set(answer.json())) == (400, {"client"})


def test_a_list_takes_one_question(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        rate(cast.schedule(alice), scale="csat", csat=5)
    with django_assert_num_queries(1):
        assert len(SaidSerializer(ratings_of(alice), many=True).data) == 5
