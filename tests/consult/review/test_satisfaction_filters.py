"""What the review's first page is narrowed by, and what cannot be meant."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from consult.accounts.models import User
from tests.consult.review.asked import PAGE, figures, rated
from tests.consult.review.held import held


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
