"""Who reaches which consultation by the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.models import Consultation
from tests.conftest import signed_in

READS = [
    *("", "participants/", "readings/", "summary/", "room/", "markers/", "messages/", "report/"),
]
WRITES = [
    *("open/", "end/", "cancel/", "invite/", "pause/", "markers/", "tickets/", "report/"),
    "reschedule/",
    *("call/tickets/", "messages/"),
]


def url(consultation: Consultation, tail: str = "") -> str:
    return f"/api/v1/consultations/{consultation.pk}/{tail}"


@pytest.mark.parametrize("tail", READS)
def test_a_stranger_is_asked_to_sign_in(
    api: APIClient, consultation: Consultation, tail: str
) -> None:
    assert api.get(url(consultation, tail)).status_code == 401


@pytest.mark.parametrize("tail", READS)
def test_the_counsellor_reads_her_own(alice: User, opened: Consultation, tail: str) -> None:
    assert signed_in(alice).get(url(opened, tail)).status_code == 200


@pytest.mark.parametrize("tail", READS)
@pytest.mark.parametrize("who", ["bob", "dave"])
def test_nobody_finds_another_ones_consultation(
    request: pytest.FixtureRequest, consultation: Consultation, tail: str, who: str
) -> None:
    user = request.getfixturevalue(who)
    assert signed_in(user).get(url(consultation, tail)).status_code in (403, 404)


def in_days(days: int) -> str:
    """Return the moment so many days from now as the API writes it."""
    return (timezone.now() + timedelta(days=days)).isoformat()


def strangers_steps() -> list[tuple[str, str]]:
    """Return who tries what; the administrator alone may have a failed report built anew."""
    tries = [(who, tail) for who in ("bob", "carol", "dave") for tail in WRITES]
    return [step for step in tries if step != ("carol", "report/")]


@pytest.mark.parametrize(("who", "tail"), strangers_steps())
def test_nobody_changes_another_ones_consultation(
    request: pytest.FixtureRequest, consultation: Consultation, tail: str, who: str
) -> None:
    user = request.getfixturevalue(who)
    answer = signed_in(user).post(url(consultation, tail), {"paused": True}, format="json")
    assert answer.status_code in (403, 404)


def test_the_administrator_sees_the_practice_but_not_the_invite(
    carol: User, consultation: Consultation
) -> None:
    [row] = signed_in(carol).get("/api/v1/consultations/").json()["results"]
    assert row["id"] == str(consultation.pk)
    assert row["invite_url"] is None


def test_the_list_holds_only_ones_own(bob: User, consultation: Consultation) -> None:
    assert signed_in(bob).get("/api/v1/consultations/").json()["results"] == []


def test_an_administrator_plans_no_consultations(carol: User) -> None:
    plan = {"client_name": "Erin", "kind": "counselling", "scheduled_at": in_days(1)}
    assert signed_in(carol).post("/api/v1/consultations/", plan, format="json").status_code == 403


def test_a_counsellor_plans_for_herself_whatever_she_sends(alice: User, bob: User) -> None:
    plan: dict[str, Any] = {
        "client_name": "Erin",
        "kind": "counselling",
        "scheduled_at": in_days(1),
        "counsellor": bob.pk,
        "state": "ended",
        "practice": 99,
    }
    answer = signed_in(alice).post("/api/v1/consultations/", plan, format="json")
    assert answer.status_code == 201, answer.json()
    made = Consultation.objects.get()
    assert (made.counsellor, made.practice, made.state) == (alice, alice.practice, "scheduled")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"client_name": " "}, "client_name"),
        ({"client_name": "x" * 121}, "client_name"),
        ({"kind": "party"}, "kind"),
        ({"scheduled_at": "yesterday"}, "scheduled_at"),
        ({"scheduled_at": in_days(-2)}, "scheduled_at"),
        ({"scheduled_at": in_days(731)}, "scheduled_at"),
    ],
)
def test_a_bad_plan_is_answered_by_field(alice: User, change: dict[str, str], field: str) -> None:
    plan = {"client_name": "Erin", "kind": "service", "scheduled_at": in_days(1)}
    answer = signed_in(alice).post("/api/v1/consultations/", {**plan, **change}, format="json")
    assert answer.status_code == 400
    assert list(answer.json()) == [field]


@pytest.mark.parametrize(
    ("days", "language", "words"),
    [
        (-2, "en", "This time is more than a day ago."),
        (-2, "uk", "Цей час минув понад добу тому."),
        (731, "en", "This time is more than two years ahead."),
        (731, "uk", "До цього часу понад два роки."),
    ],
)
def test_a_slip_in_the_time_is_told_in_the_readers_language(
    alice: User, days: int, language: str, words: str
) -> None:
    plan = {"client_name": "Erin", "kind": "service", "scheduled_at": in_days(days)}
    answer = signed_in(alice).post(
        "/api/v1/consultations/", plan, format="json", headers={"accept-language": language}
    )
    assert answer.json() == {"scheduled_at": [words]}


def test_a_step_out_of_order_is_a_conflict_in_words(alice: User, opened: Consultation) -> None:
    answer = signed_in(alice).post(url(opened, "open/"))
    assert answer.status_code == 409
    assert answer.json()["code"] == "wrong_state"


def test_readings_are_never_stored_by_caches(alice: User, opened: Consultation) -> None:
    assert signed_in(alice).get(url(opened, "readings/"))["Cache-Control"] == "no-store"
