"""Whether the expression index may stand beside a counsellor's name (R3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from consult.accounts.models import Practice, User
from consult.consultations.models import Consultation
from tests.consult.integrations.test_keys import made, program
from tests.consult.review.asked import PAGE, figures
from tests.consult.review.held import NOON, held
from tests.consult.review.workbook import header_of, rows_of


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
