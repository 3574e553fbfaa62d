"""The review is for administrators of the practice (S9), and takes only what it asks for (S10)."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.review.models import SavedView, Verdict
from tests import cast
from tests.conftest import signed_in
from tests.consult.review.held import held

ROUTES = (
    ("get", "satisfaction/"),
    ("get", "consultations/"),
    ("get", "consultations.csv"),
    ("get", "consultations.xlsx"),
    ("get", "queue/"),
    ("get", "queue/count/"),
    ("get", "rules/"),
    ("patch", "rules/"),
    ("get", "views/"),
    ("post", "views/"),
    ("delete", "views/1/"),
    ("post", "consultations/{pk}/verdicts/"),
)


@pytest.fixture
def low(alice: User) -> Consultation:
    return held(alice, csat=1)


@pytest.fixture
def outsider(dave: User) -> User:
    """Grace, the administrator of the other practice."""
    return cast.make_user("Grace", dave.own_practice, User.Role.ADMINISTRATOR)


@pytest.mark.parametrize(("method", "route"), ROUTES)
def test_nobody_else_gets_in(low: Consultation, alice: User, method: str, route: str) -> None:
    path = "/api/v1/review/" + route.format(pk=low.pk)
    assert getattr(APIClient(), method)(path).status_code == 401
    assert getattr(signed_in(alice), method)(path).status_code == 403


def test_one_consultation_is_for_its_practice_and_its_counsellor(
    low: Consultation, alice: User, bob: User, carol: User, outsider: User
) -> None:
    path = f"/api/v1/review/consultations/{low.pk}/"
    seen = {user.name: signed_in(user).get(path).status_code for user in (alice, bob, carol)}
    assert seen == {"Alice": 200, "Bob": 404, "Carol": 200}
    assert signed_in(outsider).get(path).status_code == 404
    verdicts = signed_in(outsider).post(f"{path}verdicts/", {"act": "looked_at"}, format="json")
    assert verdicts.status_code == 404


def test_another_practice_sees_nothing_of_it(low: Consultation, outsider: User) -> None:
    desk = signed_in(outsider)
    for page in ("consultations/", "queue/"):
        assert desk.get(f"/api/v1/review/{page}").json()["results"] == []
    assert desk.get("/api/v1/review/satisfaction/", {"counsellor": 1}).status_code in (200, 400)
    assert desk.get("/api/v1/review/satisfaction/").json()["held"] == 0


def test_a_consultation_that_goes_on_is_not_reviewed(opened: Consultation, carol: User) -> None:
    path = f"/api/v1/review/consultations/{opened.pk}/"
    assert signed_in(carol).get(path).status_code == 404


def test_author_and_time_are_not_taken_from_the_request(
    low: Consultation, carol: User, alice: User
) -> None:
    wish = {"act": "looked_at", "author": alice.pk, "at": "2020-01-01T00:00Z", "id": 7}
    path = f"/api/v1/review/consultations/{low.pk}/verdicts/"
    assert signed_in(carol).post(path, wish, format="json").status_code == 201
    verdict = Verdict.objects.get()
    assert (verdict.author, verdict.at.year > 2020) == (carol, True)


def test_a_view_is_ones_own_whatever_the_request_says(carol: User, alice: User) -> None:
    wish = {"name": "Mine", "filters": {}, "user": alice.pk}
    signed_in(carol).post("/api/v1/review/views/", wish, format="json")
    assert SavedView.objects.get().user == carol
