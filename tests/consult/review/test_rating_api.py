"""A client rates: in the browser that joined, after the end, for a week."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from consult.consultations.models import Consultation
from consult.consultations.services import clients, scheduling
from consult.review.models import SCALES, Rating
from consult.review.selectors import OPEN_FOR
from consult.review.signals import rating_given
from tests.conftest import signed_in
from tests.consult.consultations.test_client_api import join

FOUR: dict[str, Any] = {"relationship": 9, "goals": 8.5, "approach": 10, "overall": 7}


def give(browser: APIClient, path: str, **answer: Any) -> Any:
    return browser.put(path, answer, format="json")


def ended_ago(consultation: Consultation, ago: timedelta) -> None:
    Consultation.objects.filter(pk=consultation.pk).update(ended_at=timezone.now() - ago)


@pytest.fixture
def four(north: Practice) -> None:
    """North Practice asks the four questions."""
    Practice.objects.filter(pk=north.pk).update(rating_scale="srs")


def test_one_question_is_asked_at_first(api: APIClient, over: Consultation, path: str) -> None:
    asked = api.get(path).json()
    assert (asked["scale"], asked["open"], asked["rating"]) == ("csat", True, None)
    assert asked["counsellor"]["name"] == "Alice"


def test_what_was_said_is_kept(api: APIClient, over: Consultation, path: str) -> None:
    answer = give(api, path, csat=4, comment="I was heard.")
    assert answer["Cache-Control"] == "no-store"
    said = api.get(path).json()["rating"]
    assert (said["csat"], said["comment"], said["sum"]) == (4, "I was heard.", None)


def test_it_can_be_changed(api: APIClient, over: Consultation, path: str) -> None:
    first = give(api, path, csat=4, comment="I was heard.").json()["rating"]
    second = give(api, path, csat=2).json()["rating"]
    assert (second["csat"], second["comment"], second["given_at"]) == (2, "", first["given_at"])
    assert second["changed_at"] > first["changed_at"]
    assert Rating.objects.count() == 1


def test_it_can_be_taken_back_even_late(api: APIClient, over: Consultation, path: str) -> None:
    give(api, path, csat=4)
    ended_ago(over, OPEN_FOR * 2)
    assert api.delete(path).json()["rating"] is None
    assert not Rating.objects.exists()


@pytest.mark.usefixtures("four")
def test_four_questions_where_the_practice_asks_them(
    api: APIClient, over: Consultation, path: str
) -> None:
    assert api.get(path).json()["scale"] == "srs"
    assert give(api, path, **FOUR).json()["rating"]["sum"] == 34.5


@pytest.mark.usefixtures("four")
def test_a_service_call_is_asked_one(api: APIClient, over: Consultation, path: str) -> None:
    Consultation.objects.update(kind="service")
    assert api.get(path).json()["scale"] == "csat"


def test_a_change_of_policy_leaves_what_was_said(
    api: APIClient, over: Consultation, path: str
) -> None:
    give(api, path, csat=4)
    Practice.objects.update(rating_scale="srs")
    assert api.get(path).json()["scale"] == "csat"
    assert give(api, path, csat=5).status_code == 200


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        ({}, {"csat"}),
        ({"csat": 0}, {"csat"}),
        ({"csat": 6}, {"csat"}),
        ({"csat": "good"}, {"csat"}),
        ({"csat": 3, "goals": 5}, {"goals"}),
        ({"csat": 3, "comment": "x" * 2001}, {"comment"}),
    ],
)
def test_a_wrong_answer_is_named_by_field(
    api: APIClient, over: Consultation, path: str, answer: dict[str, Any], fields: set[str]
) -> None:
    refused = give(api, path, **answer)
    assert (refused.status_code, set(refused.json())) == (400, fields)
    assert not Rating.objects.exists()


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        ({}, set(SCALES)),
        ({**FOUR, "goals": 10.1}, {"goals"}),
        ({**FOUR, "goals": -0.1}, {"goals"}),
        ({**FOUR, "goals": 5.55}, {"goals"}),
        ({**FOUR, "goals": "NaN"}, {"goals"}),
        ({**FOUR, "csat": 5}, {"csat"}),
    ],
)
def test_a_wrong_answer_to_four_questions(
    api: APIClient, over: Consultation, path: str, answer: dict[str, Any], fields: set[str]
) -> None:
    refused = give(api, path, **answer)
    assert (refused.status_code, set(refused.json())) == (400, fields)


def test_nothing_is_rated_before_the_end(api: APIClient, joined: Consultation, path: str) -> None:
    assert api.get(path).json()["open"] is False
    answer = give(api, path, csat=4)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_ended")


def test_nothing_is_rated_that_was_cancelled(
    api: APIClient, consultation: Consultation, path: str
) -> None:
    join(api, consultation)
    scheduling.cancel_consultation(consultation)
    assert give(api, path, csat=4).json()["code"] == "not_ended"


@pytest.mark.parametrize(
    ("ago", "status"),
    [(OPEN_FOR - timedelta(minutes=1), 200), (OPEN_FOR + timedelta(minutes=1), 409)],
)
def test_it_can_be_rated_for_seven_days(
    api: APIClient, over: Consultation, path: str, ago: timedelta, status: int
) -> None:
    ended_ago(over, ago)
    assert give(api, path, csat=4).status_code == status
    assert api.get(path).json()["open"] is (status == 200)


def test_only_the_browser_that_joined_rates(over: Consultation, path: str) -> None:
    stranger = APIClient()
    for answer in (stranger.get(path), give(stranger, path, csat=1), stranger.delete(path)):
        assert answer.status_code == 401


@pytest.mark.parametrize("who", ["alice", "bob", "carol", "dave"])
def test_no_user_rates_for_the_client(
    request: pytest.FixtureRequest, over: Consultation, path: str, who: str
) -> None:
    user: User = request.getfixturevalue(who)
    assert give(signed_in(user), path, csat=5).status_code == 401


def test_a_member_of_the_practice_rates_in_no_browser(
    api: APIClient, over: Consultation, path: str, alice: User
) -> None:
    api.force_login(alice)
    answer = give(api, path, csat=5)
    assert (answer.status_code, answer.json()["code"]) == (403, "own_practice")


def test_an_erased_client_is_asked_nothing_more(
    api: APIClient, over: Consultation, path: str, alice: User
) -> None:
    give(api, path, csat=4, comment="I was heard.")
    assert over.client is not None
    clients.erase(over.client, by=alice)
    assert not Rating.objects.exists()
    answer = give(api, path, csat=4)
    assert (answer.status_code, answer.json()["code"]) == (409, "erased")


@pytest.mark.django_db(transaction=True)
def test_it_is_told_once_it_is_kept(api: APIClient, over: Consultation, path: str) -> None:
    told: list[tuple[int | None, bool]] = []

    def hear(sender: type, rating: Rating, changed: bool, **kwargs: object) -> None:
        told.append((Rating.objects.get(pk=rating.pk).csat, changed))

    rating_given.connect(hear)
    give(api, path, csat=4)
    give(api, path, csat=5)
    rating_given.disconnect(hear)
    assert told == [(4, False), (5, True)]


def test_a_flood_is_held_back(api: APIClient, over: Consultation, path: str) -> None:
    answers = [api.get(path).status_code for _ in range(61)]
    assert (answers[59], answers[60]) == (200, 429)
