"""The demo's administrator has looked at a part of the queue, so that each of its lists shows."""

from __future__ import annotations

import pytest

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.demo import simulated_verdicts
from consult.review.filters import FiltersSerializer
from consult.review.models import Verdict
from tests.conftest import signed_in
from tests.consult.review.held import held

ENTRIES = 14


@pytest.fixture
def looked(alice: User, carol: User) -> int:
    for number in range(ENTRIES):
        held(alice, client=f"Client {number}", csat=1, days_ago=ENTRIES - number)
    return simulated_verdicts.look_through(carol)


def entries(carol: User, asked: str) -> int:
    return len(signed_in(carol).get(f"/api/v1/review/queue/?{asked}").json()["results"])


def test_each_list_of_the_queue_has_something_in_it(looked: int, carol: User) -> None:
    assert looked == ENTRIES - simulated_verdicts.LEFT_OPEN
    assert entries(carol, "state=open") > simulated_verdicts.LEFT_OPEN
    assert entries(carol, "state=resolved") >= 4
    assert entries(carol, "mine=true") >= 3
    untouched = Consultation.objects.filter(review_case=None).order_by("-ended_at")
    assert untouched.count() == simulated_verdicts.LEFT_OPEN
    assert Verdict.objects.exclude(comment="").count() == looked


def test_the_saved_views_are_what_the_page_reads(looked: int, carol: User) -> None:
    views = signed_in(carol).get("/api/v1/review/views/").json()
    assert {view["name"] for view in views} == set(simulated_verdicts.VIEWS)
    for filters in simulated_verdicts.VIEWS.values():
        form = FiltersSerializer(data=filters)
        assert form.is_valid(), form.errors
