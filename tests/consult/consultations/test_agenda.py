"""The agenda: pages of each state, today's appointments before those of next month."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consult.accounts.models import User
from consult.consultations.api.counsellor import ByTime
from consult.consultations.models import Consultation
from tests import cast
from tests.conftest import signed_in


@pytest.fixture
def five_weeks(alice: User, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of five weekly consultations, soonest first, on pages of two."""
    monkeypatch.setattr(ByTime, "page_size", 2)
    today = timezone.now() + timedelta(hours=1)
    plans = [cast.schedule(alice, scheduled_at=today + timedelta(weeks=week)) for week in range(5)]
    return [str(plan.pk) for plan in plans]


def pages(user: User, state: str) -> list[list[str]]:
    """Return the ids on every page of a state."""
    found: list[list[str]] = []
    address = f"/api/v1/consultations/?state={state}"
    while address:
        page = signed_in(user).get(address).json()
        found.append([row["id"] for row in page["results"]])
        address = page["next"]
    return found


def test_what_is_scheduled_comes_soonest_first(alice: User, five_weeks: list[str]) -> None:
    first, second, *_ = pages(alice, "scheduled")
    assert [*first, *second] == five_weeks[:4]


@pytest.mark.parametrize("state", ["open", "ended", "cancelled"])
def test_every_other_state_comes_newest_first(
    alice: User, five_weeks: list[str], state: str
) -> None:
    Consultation.objects.update(state=state)
    assert [row for page in pages(alice, state) for row in page] == five_weeks[::-1]


@pytest.mark.parametrize("state", ["scheduled", "open", "ended", "cancelled"])
def test_no_state_loses_a_consultation_between_its_pages(
    alice: User, five_weeks: list[str], state: str
) -> None:
    Consultation.objects.update(state=state)
    assert [len(page) for page in pages(alice, state)] == [2, 2, 1]


def test_appointments_at_the_same_moment_are_each_listed_once(alice: User) -> None:
    moment = timezone.now() + timedelta(hours=1)
    made = {str(cast.schedule(alice, scheduled_at=moment).pk) for _ in range(120)}
    listed = [row for page in pages(alice, "scheduled") for row in page]
    assert (len(listed), set(listed)) == (120, made)
