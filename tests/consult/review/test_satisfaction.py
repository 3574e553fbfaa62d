"""The review's first page: what clients said, and what is not said of few."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from consult.consultations.models import Consultation
from consult.consultations.services import clients
from tests.conftest import signed_in
from tests.consult.integrations.test_keys import made, program
from tests.consult.review.held import NOON, held
from tests.consult.review.workbook import header_of, rows_of

PAGE = "/api/v1/review/satisfaction/"


@pytest.fixture
def desk(carol: User) -> APIClient:
    """Carol, the administrator, at her desk."""
    return signed_in(carol)


def figures(desk: APIClient, **filters: Any) -> dict[str, Any]:
    answer = desk.get(PAGE, filters)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def rated(counsellor: User, *ratings: int | None, **more: Any) -> None:
    """Hold a consultation for each; None did not answer."""
    for number, csat in enumerate(ratings):
        held(counsellor, client=f"Client {number}", csat=csat, **more)


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
    assert (found["answered"], found["asked"], found["held"]) == (2, 6, 7)
    assert found["response"]["value"] == pytest.approx(1 / 3)


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


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"rating": "2"}, 1),
        ({"rating": "satisfied"}, 1),
        ({"rating": "none"}, 0),
        ({"rating": "open"}, 1),
        ({"rating": "any"}, 2),
        ({"coverage": "half"}, 1),
        ({"coverage": "little"}, 1),
        ({"coverage": "none"}, 1),
        ({"flagged": "any"}, 1),
        ({"flagged": "rating"}, 1),
        ({"flagged": "comment"}, 0),
        ({"kind": "service"}, 0),
        ({"kind": "counselling"}, 3),
        ({"period": "7d"}, 3),
    ],
)
def test_each_filter_narrows(
    desk: APIClient, alice: User, filters: dict[str, str], count: int
) -> None:
    held(alice, client="Erin", csat=5, coverage=0.9)
    held(alice, client="Frank", csat=2, coverage=0.2)
    held(alice, client="Grace")
    assert figures(desk, **filters)["held"] == count


def test_one_counsellor_can_be_chosen(desk: APIClient, alice: User, bob: User) -> None:
    rated(alice, 5)
    rated(bob, 1, 2)
    assert figures(desk, counsellor=bob.pk)["csat"] == 2


@pytest.mark.parametrize(
    ("filters", "field"),
    [
        ({"period": "12d"}, "period"),
        ({"period": "7d", "first": "2026-01-01"}, "period"),
        ({"first": "2026-02-30"}, "first"),
        ({"first": "2026-02-02", "last": "2026-02-01"}, "last"),
        ({"counsellor": "Alice"}, "counsellor"),
        ({"counsellor": "99999"}, "counsellor"),
        ({"counsellor": str(2**70)}, "counsellor"),
        ({"kind": "chat"}, "kind"),
        ({"rating": "6"}, "rating"),
        ({"coverage": "lots"}, "coverage"),
        ({"flagged": "yes"}, "flagged"),
        ({"by": "day"}, "by"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused_by_name(
    desk: APIClient, filters: dict[str, str], field: str
) -> None:
    answer = desk.get(PAGE, filters)
    assert answer.status_code == 400
    assert list(answer.json()) == [field]


@pytest.mark.parametrize("days", [("0001-01-01", "9999-12-31"), ("1969-12-31", "1970-01-01")])
def test_the_ends_of_the_calendar_are_days_too(
    desk: APIClient, alice: User, days: tuple[str, str]
) -> None:
    held(alice)
    assert figures(desk, first=days[0], last=days[1])["held"] == (days[1][0] == "9")


def test_the_index_goes_beside_the_ratings_from_fifty_pairs_on(
    desk: APIClient, alice: User, bob: User
) -> None:
    for number in range(49):
        index = 20.0 + number
        who = bob if number % 2 else alice
        held(who, client=f"Client {number}", csat=1 + number // 10, index=index)
    [beside] = figures(desk)["estimate"]["beside"]
    assert (beside["pairs"], beside["lacking"], beside["rho"]) == (49, "pairs", None)
    held(bob, csat=5, index=90.0)
    [beside] = figures(desk)["estimate"]["beside"]
    assert beside["lacking"] is None
    assert beside["rho"] > 0.9
    assert beside["error"] < beside["error_without"]


def test_the_clients_of_too_few_are_why_nothing_is_said(
    desk: APIClient, alice: User, bob: User
) -> None:
    for number in range(60):
        who = bob if number % 2 else alice
        held(who, client=f"Client {number % 2}", csat=1 + number % 5, index=20.0 + number)
    [beside] = figures(desk)["estimate"]["beside"]
    assert (beside["pairs"], beside["lacking"]) == (60, "clients")


def test_those_who_did_not_answer_are_set_beside_those_who_did_from_fifty_pairs_on(
    desk: APIClient, alice: User, bob: User
) -> None:
    for number in range(49):
        held(alice, client=f"Client {number}", csat=5, index=60.0 + number % 5)
    for number in range(5):
        held(bob, client=f"Client {number}", index=40.0 + number, days_ago=9)
        held(bob, client="Erin", index=10.0)  # Who can still answer.
    found = figures(desk)["estimate"]
    assert found["paired"] == 49
    assert {found["answered"], found["unanswered"], found["difference"]} == {None}
    held(alice, csat=4, index=62.0)
    found = figures(desk)["estimate"]
    assert (found["answered"]["value"], found["unanswered"]["value"]) == (62, 42)
    assert found["difference"]["low"] > 15


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


class TestIndexByCounsellor:
    """R3: the policy says whether the index may stand beside a counsellor's name."""

    @pytest.fixture(autouse=True)
    def measured(self, alice: User, bob: User) -> None:
        for number in range(5):
            held(alice, client=f"Client {number}", index=60.0, days_ago=9)
            held(bob, client=f"Client {number}", index=40.0, days_ago=9)

    def allow(self, practice: Practice, preset: str) -> None:
        Practice.objects.filter(pk=practice.pk).update(index_by_counsellor=True, preset=preset)

    def test_it_is_hidden_unless_it_is_allowed(self, desk: APIClient) -> None:
        found = figures(desk)
        assert not found["index_by_counsellor"]
        assert {one["index"] for one in found["counsellors"]} == {None}

    def test_it_is_shown_where_it_is(self, desk: APIClient, north: Practice) -> None:
        self.allow(north, "default")
        shown = [one["index"]["value"] for one in figures(desk)["counsellors"]]
        assert shown == [60, 40]

    def test_never_under_eu(self, desk: APIClient, north: Practice) -> None:
        self.allow(north, "eu")
        assert {one["index"] for one in figures(desk)["counsellors"]} == {None}

    def test_nor_by_way_of_a_filter(
        self, desk: APIClient, north: Practice, alice: User, bob: User
    ) -> None:
        self.allow(north, "eu")
        Consultation.objects.filter(counsellor=bob).update(kind="service")
        from consult.review.services import outcomes

        outcomes.write_all(Consultation.objects.all())
        assert figures(desk, counsellor=alice.pk)["estimate"] is None
        assert figures(desk, kind="service")["estimate"] is None
        assert figures(desk)["estimate"] is not None

    def test_nor_by_one_counsellor_with_a_little_of_another(
        self, desk: APIClient, north: Practice, alice: User, bob: User
    ) -> None:
        self.allow(north, "eu")
        held(alice, client="Erin", index=60.0, days_ago=20)
        for number in range(5):
            held(bob, client=f"Client {number}", index=40.0, days_ago=20)
        day = (NOON - timedelta(days=20)).date().isoformat()
        found = figures(desk, first=day, last=day)
        assert (found["held"], found["estimate"]) == (6, None)

    def test_nor_exactly_by_the_difference_of_two_filters(
        self, desk: APIClient, north: Practice, alice: User
    ) -> None:
        """What the longer time adds is one consultation of Alice's: exact means would say it."""
        self.allow(north, "eu")
        for number in range(50):
            held(alice, client=f"Client {number}", csat=5, index=60.0)
        held(alice, client="Erin", index=72.9, days_ago=40)
        (n, few), (more, many) = (
            (found["n"], found["value"])
            for found in (
                figures(desk, period=period)["estimate"]["unanswered"] for period in ("30d", "90d")
            )
        )
        assert (n, more) == (10, 11)
        assert many * more - few * n != pytest.approx(72.9, abs=0.5)

    @pytest.mark.parametrize("rule", ["any", "fall", "falling"])
    def test_nor_by_counting_what_a_measured_fall_chose(
        self, desk: APIClient, north: Practice, alice: User, rule: str
    ) -> None:
        self.allow(north, "eu")
        held(alice, client="Erin", fall=-0.9, fall_at_s=60)
        assert figures(desk, flagged=rule)["counsellors"] == []
        answer = desk.get(f"{PAGE}?flagged={rule}&counsellor={alice.pk}")
        assert (answer.status_code, list(answer.json())) == (400, ["flagged"])

    def test_what_clients_said_may_be_counted_by_counsellor(
        self, desk: APIClient, north: Practice, alice: User
    ) -> None:
        self.allow(north, "eu")
        held(alice, csat=1)
        [one] = figures(desk, flagged="rating")["counsellors"]
        assert (one["name"], one["held"]) == ("Alice", 1)

    def test_no_list_has_a_measured_fall_beside_a_name(
        self, desk: APIClient, north: Practice, alice: User
    ) -> None:
        self.allow(north, "eu")
        made = held(alice, client="Erin", fall=-0.9173, fall_at_s=61.25)
        for path in ("consultations/?flagged=fall", "queue/", f"consultations/{made.pk}/"):
            answer = desk.get(f"/api/v1/review/{path}")
            assert str(made.pk) in answer.text
            assert "0.9173" not in answer.text
            assert "61.25" not in answer.text

    def test_that_there_was_one_is_said_without_a_figure(
        self, desk: APIClient, north: Practice, alice: User
    ) -> None:
        self.allow(north, "eu")
        held(alice, client="Erin", fall=-0.9, fall_at_s=60)
        [one] = desk.get("/api/v1/review/queue/").json()["results"]
        assert one["reasons"] == [{"rule": "fall", "value": None, "limit": -0.5, "at_s": None}]
        self.allow(north, "default")
        [one] = desk.get("/api/v1/review/queue/").json()["results"]
        assert one["reasons"] == [{"rule": "fall", "value": -0.9, "limit": -0.5, "at_s": 60}]

    def test_no_file_tells_a_measured_fall_beside_a_name(
        self, desk: APIClient, north: Practice, alice: User
    ) -> None:
        self.allow(north, "eu")
        held(alice, client="Erin", csat=1, fall=-0.9173, fall_at_s=61.25)
        held(alice, client="Frank", fall=-0.9173, fall_at_s=61.25)
        rows = rows_of(desk.get("/api/v1/review/consultations.xlsx"))
        assert {row["counsellor"] for row in rows} == {"Alice", "Bob"}
        told = sorted((row.get("worth_a_look", ""), row.get("state", "")) for row in rows)
        assert (told[-1], set(told[:-1])) == (("rating", "open"), {("", "")})
        assert not {"0.9173", "-0.9173", "61.25"} & {cell for row in rows for cell in row.values()}

    @pytest.mark.parametrize("rule", ["any", "fall"])
    def test_a_file_that_a_measured_fall_chose_names_no_counsellor(
        self, desk: APIClient, north: Practice, alice: User, rule: str
    ) -> None:
        self.allow(north, "eu")
        held(alice, client="Erin", fall=-0.9, fall_at_s=60)
        file = f"/api/v1/review/consultations.xlsx?flagged={rule}"
        [row] = rows_of(desk.get(file))
        assert "counsellor" not in row
        assert "Alice" not in row.values()
        answer = desk.get(f"{file}&counsellor={alice.pk}")
        assert (answer.status_code, list(answer.json())) == (400, ["flagged"])

    def test_a_file_that_a_rating_chose_names_them(
        self, desk: APIClient, north: Practice, alice: User
    ) -> None:
        self.allow(north, "eu")
        held(alice, csat=1)
        [row] = rows_of(desk.get("/api/v1/review/consultations.xlsx?flagged=rating"))
        assert row["counsellor"] == "Alice"

    def test_a_key_sees_no_more_than_its_owner(
        self, carol: User, north: Practice, alice: User
    ) -> None:
        self.allow(north, "eu")
        with_key = program(made(carol, scopes=["review:read"])["secret"])
        assert {one["index"] for one in figures(with_key)["counsellors"]} == {None}
        assert figures(with_key, counsellor=alice.pk)["estimate"] is None
        table = header_of(with_key.get("/api/v1/review/consultations.xlsx"))
        assert not {"index", "largest_fall_of_valence"} & set(table)

    def test_no_list_and_no_workbook_has_it(self, desk: APIClient, north: Practice) -> None:
        self.allow(north, "eu")
        page = desk.get("/api/v1/review/consultations/").json()
        assert {one["index"] for one in page["results"]} == {None}
        table = desk.get("/api/v1/review/consultations.xlsx")
        assert "index" not in header_of(table)
