"""The review's first page: what clients said, and what is not said of few."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from consult.accounts.models import User
from consult.consultations.services import clients
from tests.conftest import signed_in
from tests.consult.review.asked import figures, rated
from tests.consult.review.held import held


def test_the_score_is_the_share_of_four_and_five(desk: APIClient, alice: User) -> None:
    rated(alice, 5, 5, 4, 3, 1)
    found = figures(desk)
    assert (found["score"]["count"], found["score"]["of"]) == (3, 5)
    assert found["score"]["low"] < 0.6 < found["score"]["high"]
    assert found["distribution"] == [1, 0, 1, 1, 2]


def test_the_response_rate_is_of_those_who_were_asked(desk: APIClient, alice: User) -> None:
    rated(alice, 5, 4, None, None, None, None, days_ago=10)
    held(alice, client="Frank", joined=False)
    found = figures(desk)
    assert (found["answered"], found["asked"], found["held"]) == (2, 6, 6)
    assert found["response"]["value"] == pytest.approx(1 / 3)


def test_the_figure_and_its_list_count_what_took_place(desk: APIClient, alice: User) -> None:
    rated(alice, 5, 4, None)
    held(alice, client="Frank", joined=False)
    listed = desk.get("/api/v1/review/consultations/").json()["results"]
    assert (figures(desk)["held"], len(listed)) == (3, 3)


def test_who_can_still_answer_is_not_counted_as_no_answer(desk: APIClient, alice: User) -> None:
    rated(alice, 5, 4, 3, None, None, days_ago=10)
    rated(alice, 5, None, None, days_ago=2)
    found = figures(desk)
    assert (found["asked"], found["answered"], found["closed"], found["open"]) == (8, 4, 5, 2)
    assert (found["response"]["count"], found["response"]["of"]) == (3, 5)
    assert [len(listed(desk, rating)) for rating in ("none", "open")] == [2, 2]
    assert all(one["can_answer"] for one in listed(desk, "open"))
    assert not any(one["can_answer"] for one in listed(desk, "none"))


def listed(desk: APIClient, rating: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.get(
        "/api/v1/review/consultations/", {"rating": rating}
    ).json()["results"]
    return found


def test_an_erased_client_is_not_counted_as_no_answer(desk: APIClient, alice: User) -> None:
    rated(alice, 5, 5, 5, 5, 5, None, days_ago=10)
    erased = held(alice, client="Erin", csat=1, days_ago=10)
    assert figures(desk)["response"]["of"] == 7
    assert erased.client is not None
    clients.erase(erased.client, by=alice)
    found = figures(desk)
    assert (found["held"], found["response"]["count"], found["response"]["of"]) == (7, 5, 6)
    assert [one["asked"] for one in listed(desk, "none")] == [True]


def test_four_ratings_are_no_statistic(desk: APIClient, alice: User) -> None:
    rated(alice, 5, 5, 5, 1)
    found = figures(desk)
    assert found["csat"] == 4
    assert (found["score"], found["distribution"], found["response"]) == (None, None, None)
    assert found["counsellors"][0]["score"] is None
    assert found["trend"][0]["score"] is None


def test_the_four_scales_have_their_own_figures(desk: APIClient, alice: User) -> None:
    for number, total in enumerate((40, 38, 36, 34, 30)):
        held(alice, client=f"Client {number}", srs=total)
    found = figures(desk)
    assert found["srs_mean"]["value"] == pytest.approx(35.6)
    assert (found["srs_low"]["count"], found["srs_low"]["of"]) == (2, 5)
    assert found["score"] is None


def test_counsellors_stand_by_name_whatever_their_figures(
    desk: APIClient, alice: User, bob: User
) -> None:
    rated(bob, 5, 5, 5, 5, 5)
    rated(alice, 1, 1, 1, 1, 1)
    found = figures(desk)["counsellors"]
    assert [(one["name"], one["score"]["value"]) for one in found] == [("Alice", 0), ("Bob", 1)]


def test_another_practice_is_not_counted(desk: APIClient, alice: User, dave: User) -> None:
    rated(dave, 1, 1, 1, 1, 1)
    rated(alice, 5)
    assert figures(desk)["csat"] == 1


def test_weeks_begin_on_monday_in_the_readers_zone(carol: User, alice: User) -> None:
    carol.time_zone = "Europe/Kyiv"
    carol.save()
    sunday_night = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # Monday 00:30 in Kyiv
    held(alice, ended_at=sunday_night, csat=5)
    held(alice, ended_at=sunday_night - timedelta(hours=1), csat=5)
    trend = figures(signed_in(carol), period="all", by="week")["trend"]
    assert [(one["first"], one["csat"]) for one in trend] == [("2026-11-16", 1), ("2026-11-23", 1)]


def test_a_year_is_folded_into_months_without_holes(desk: APIClient, alice: User) -> None:
    for month in (1, 5, 10):
        held(alice, ended_at=datetime(2025, month, 31, 12, tzinfo=UTC), csat=5)
    found = figures(desk, period="all")
    assert found["by"] == "month"
    assert [one["csat"] for one in found["trend"]] == [1, 0, 0, 0, 1, 0, 0, 0, 0, 1]


def test_days_are_both_shown(desk: APIClient, alice: User) -> None:
    for day in (9, 10, 11, 12):
        held(alice, ended_at=datetime(2026, 11, day, 23, 59, tzinfo=UTC))
    assert figures(desk, first="2026-11-10", last="2026-11-11")["held"] == 2


def test_many_are_as_many_questions_as_one(desk: APIClient, alice: User, bob: User) -> None:
    held(alice, csat=3, index=50.0)
    figures(desk)
    with CaptureQueriesContext(connection) as one:
        figures(desk)
    for number in range(12):
        held(alice if number % 2 else bob, client=f"C {number}", csat=3, index=50.0)
    with CaptureQueriesContext(connection) as many:
        figures(desk)
    # Of the estimate: one counsellor alone has none.
    assert len(many) == len(one) + 1
