"""A client who was put out by a newer link still reaches what is held of them, after the end."""

from __future__ import annotations

from typing import Any

import pytest
from asgiref.sync import async_to_sync
from rest_framework.test import APIClient

from consult.consultations.models import Consultation, Message, Reading
from consult.consultations.services import scheduling
from consult.review.models import Rating
from consult.review.services import rating
from tests import cast
from tests.consult.consultations.filmed import meet
from tests.consult.consultations.test_client_api import join
from tests.consult.reports.client_history import copy_of
from tests.consult.review.test_rating_api import give

pytestmark = pytest.mark.django_db(transaction=True)

OVER = "link_replaced_over"
"""The end came: the newer link leads nowhere either, and the page asks no more."""


@pytest.fixture
def renewed(api: APIClient, consultation: Consultation) -> Consultation:
    """Erin joined in `api` and was filmed and heard; then Alice made a new link, in the call."""
    meet(api, consultation, "The lamp hums")
    return scheduling.renew_invite(Consultation.objects.get(pk=consultation.pk))


@pytest.fixture
def part(renewed: Consultation) -> str:
    return f"/api/v1/participations/{cast.client_of(renewed).pk}/"


def end(consultation: Consultation) -> None:
    scheduling.end_consultation(Consultation.objects.get(pk=consultation.pk))


def refusals(browser: APIClient, part: str, asked: tuple[str, ...]) -> list[Any]:
    answers = [browser.get(part + what) for what in asked]
    return [answer.json().get("code") for answer in answers if answer.status_code == 401]


def test_what_is_held_is_there_after_the_end(
    api: APIClient, renewed: Consultation, part: str
) -> None:
    assert refusals(api, part, ("", "export.json", "views/")) == ["link_replaced"] * 3
    end(renewed)
    assert (api.get(part).json()["may_erase"], api.get(part).json()["readings"]) == (True, 10)
    assert api.get(f"{part}views/").status_code == 200
    data = async_to_sync(copy_of)(api.get(f"{part}export.json"))
    assert len(data["consultation"]["readings"]) == 10
    assert data["consultation"]["messages"][0]["text"] == "The lamp hums"


def test_it_is_erased_there_and_the_right_stays(
    api: APIClient, renewed: Consultation, part: str
) -> None:
    end(renewed)
    wish = {"decision": "withdrawn", "erase": True}
    assert api.post(f"{part}consent/", wish, format="json").json()["readings"] == 0
    assert api.delete(f"{part}messages/").status_code == 204
    assert (Reading.objects.count(), Message.objects.count()) == (0, 0)
    assert api.get(part).status_code == 200


def test_nothing_else_opens_again(api: APIClient, renewed: Consultation, part: str) -> None:
    end(renewed)
    assert refusals(api, part, ("messages/", "rating/")) == [OVER] * 2
    for what in ("tickets/", "call-ticket/", "pause/"):
        assert api.post(part + what, {"paused": True}, format="json").status_code in (401, 404)


def test_a_yes_is_not_taken_there(api: APIClient, renewed: Consultation, part: str) -> None:
    end(renewed)
    text = api.get(part).json()["consent_text"]["text_hash"]
    wish = {"decision": "granted", "language": "en", "text_hash": text}
    answer = api.post(f"{part}consent/", wish, format="json")
    assert answer.json()["code"] == "consultation_over"


def test_whoever_joined_by_the_new_link_is_not_shown_to_the_old_one(
    api: APIClient, renewed: Consultation, part: str
) -> None:
    """The reason for a new link may be that the first was somebody else."""
    right = APIClient()
    assert join(right, renewed, name="").status_code == 201
    end(renewed)
    assert refusals(api, part, ("", "export.json", "views/", "report/")) == [OVER] * 4
    assert "counsellor" in api.get(part).json()["detail"]
    assert right.get(part).status_code == 200


def test_a_rating_by_a_reminders_link_is_not_shown_to_the_old_one(
    api: APIClient, renewed: Consultation, part: str
) -> None:
    end(renewed)
    person = cast.client_of(renewed)
    answer = dict.fromkeys(("relationship", "goals", "approach", "overall"))
    said: Any = {**answer, "csat": 2, "comment": "marmalade"}
    rating.rate(person, said, Consultation.objects.get(pk=renewed.pk).ended_at)  # type: ignore[arg-type]
    data = async_to_sync(copy_of)(api.get(f"{part}export.json"))
    assert data["consultation"]["rating"] is None
    assert give(api, f"{part}rating/", csat=5).status_code == 401
    assert Rating.objects.get().csat == 2
