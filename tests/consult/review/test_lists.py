"""From a figure to the consultations behind it, on pages and in files."""

from __future__ import annotations

import csv
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import AsyncClient
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from consult.accounts.models import AuditEntry, Practice, User
from consult.review.export import Columns
from tests.conftest import signed_in
from tests.consult.review.held import NOON, held
from tests.consult.review.workbook import rows_of

PAGE = "/api/v1/review/consultations/"


def test_the_latest_stands_first(desk: APIClient, alice: User) -> None:
    older, newer = held(alice, days_ago=3), held(alice, days_ago=1)
    found = desk.get(PAGE).json()["results"]
    assert [one["consultation"] for one in found] == [str(newer.pk), str(older.pk)]


def test_pages_follow_each_other_without_holes(desk: APIClient, alice: User) -> None:
    for number in range(55):
        held(alice, client=f"Client {number}")
    first = desk.get(PAGE).json()
    second = desk.get(first["next"]).json()
    seen = [one["consultation"] for one in first["results"] + second["results"]]
    assert (len(seen), len(set(seen)), second["next"]) == (55, 55, None)


def test_it_says_what_the_client_said_and_why_it_is_worth_a_look(
    desk: APIClient, alice: User
) -> None:
    held(alice, csat=2, comment="Too short.", coverage=0.8, fall=-0.6, fall_at_s=1390)
    [one] = desk.get(PAGE).json()["results"]
    assert (one["client_name"], one["counsellor"]["name"]) == ("Erin", "Alice")
    assert (one["csat"], one["comment"], one["coverage"]) == (2, "Too short.", 0.8)
    assert {reason["rule"] for reason in one["reasons"]} == {"rating", "fall", "comment"}


def test_the_filters_narrow_it(desk: APIClient, alice: User) -> None:
    low = held(alice, csat=1)
    held(alice, client="Frank", csat=5)
    found = desk.get(PAGE, {"rating": "1"}).json()["results"]
    assert [one["consultation"] for one in found] == [str(low.pk)]


def test_the_index_stands_there_where_the_policy_lets_it(
    desk: APIClient, alice: User, north: Practice
) -> None:
    held(alice, index=61.0)
    assert desk.get(PAGE).json()["results"][0]["index"] is None
    Practice.objects.filter(pk=north.pk).update(index_by_counsellor=True)
    assert desk.get(PAGE).json()["results"][0]["index"]["value"] == 61


@pytest.mark.usefixtures("midday")
def test_many_are_as_many_questions_as_one(desk: APIClient, alice: User) -> None:
    held(alice, csat=1, comment="Too short.")
    desk.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        desk.get(PAGE)
    for number in range(12):
        held(alice, client=f"Client {number}", csat=1)
    # Who stands there for the first time today is noted, all at once.
    desk.get(PAGE)
    with CaptureQueriesContext(connection) as many:
        desk.get(PAGE)
    assert len(many) == len(one)


def test_a_workbook_holds_what_is_shown_and_no_formula(
    desk: APIClient, alice: User, carol: User
) -> None:
    User.objects.filter(pk=alice.pk).update(name="=1+1")
    held(alice, srs=34, comment="=HYPERLINK(A1)", coverage=0.5)
    answer = desk.get("/api/v1/review/consultations.xlsx")
    assert not answer.streaming  # As a stream ASGI takes it in whole, and warns.
    [row] = rows_of(answer)
    assert (row["counsellor"], row["comment"]) == ("'=1+1", "'=HYPERLINK(A1)")
    assert (float(row["srs_sum"]), row["worth_a_look"]) == (34, "srs comment")
    assert "Erin" not in row.values()


def test_too_many_for_a_workbook_are_refused(
    desk: APIClient, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.review.export.MOST_IN_XLSX", 1)
    held(alice, days_ago=1)
    held(alice, days_ago=2)
    answer = desk.get("/api/v1/review/consultations.xlsx")
    assert (answer.status_code, list(answer.json())) == (400, ["period"])


@pytest.mark.django_db(transaction=True)
async def test_a_csv_is_streamed_with_every_row_and_no_client(
    alice: User, carol: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from asgiref.sync import sync_to_async

    monkeypatch.setattr("consult.review.export._ROWS_AT_ONCE", 2)
    for number in range(5):
        await sync_to_async(held)(alice, client=f"Client {number}", csat=5, comment="@cmd")
    await User.objects.filter(pk=carol.pk).aupdate(time_zone="Asia/Kathmandu")
    browser = AsyncClient()
    await browser.aforce_login(carol)
    answer: Any = await browser.get("/api/v1/review/consultations.csv?rating=5")
    text = "".join([piece.decode() async for piece in answer])
    assert text.startswith("\ufeff")  # else Excel takes Cyrillic comments for Latin letters
    text = text.removeprefix("\ufeff")
    rows = list(csv.DictReader(text.splitlines()))
    assert tuple(rows[0]) == Columns(with_index=False, with_counsellor=True).header
    assert [(row["csat"], row["comment"]) for row in rows] == [("5", "'@cmd")] * 5
    assert "Client 3" not in text
    assert {datetime.fromisoformat(row["ended_at"]) for row in rows} == {NOON}
    assert all(row[name].endswith("+05:45") for row in rows for name in ("ended_at", "rated_at"))


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("satisfaction/", ("review_viewed", "satisfaction")),
        ("consultations/", ("review_viewed", "consultations")),
        ("queue/", ("review_viewed", "queue")),
        ("consultations.xlsx", ("review_exported", "xlsx")),
    ],
)
def test_every_look_and_every_file_is_in_the_audit(
    desk: APIClient, carol: User, alice: User, path: str, written: tuple[str, str]
) -> None:
    held(alice)
    # Read to its end, which closes the file.
    list(desk.get(f"/api/v1/review/{path}?rating=none&counsellor={alice.pk}"))
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.subject) == (carol, alice)
    assert (entry.act, entry.details["what"]) == written
    assert entry.details["filters"]["rating"] == "none"


def test_whom_it_concerns_reads_who_looked(
    desk: APIClient, alice: User, bob: User, dave: User
) -> None:
    desk.get(PAGE)
    desk.get(PAGE, {"counsellor": bob.pk})
    seen = {
        user.name: len(signed_in(user).get("/api/v1/me/audit/").json())
        for user in (alice, bob, dave)
    }
    assert seen == {"Alice": 1, "Bob": 2, "Dave": 0}


def test_looks_do_not_crowd_the_acts_upon_accounts(desk: APIClient) -> None:
    desk.get(PAGE)
    assert desk.get("/api/v1/practice/audit/").json() == []
    [entry] = desk.get("/api/v1/practice/audit/", {"upon": "data"}).json()
    assert entry["act"] == "review_viewed"
