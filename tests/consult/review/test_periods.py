"""Hours in the database, days in a zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from consult.accounts.models import User
from consult.review.filters import Filters, narrowed
from consult.review.models import Outcome, Rules
from consult.review.periods import day_number
from consult.review.quarter_hours import QUARTERS, quarter_of
from tests.consult.review.held import NOON, held, outcome_of

ZONES = (
    "UTC",
    "Europe/Kyiv",
    "America/St_Johns",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Australia/Lord_Howe",
)


def put(outcome: Outcome, moment: datetime) -> int:
    """Have the outcome end at a moment; return its hour."""
    hour, quarter = divmod(quarter_of(moment), QUARTERS)
    Outcome.objects.filter(pk=outcome.pk).update(hour=hour, quarter=quarter)
    return hour


def day_of(first: int, last: int, zone: ZoneInfo) -> date:
    """Return the day of the one outcome, as the database counts it."""
    number = day_number(first, last, zone)
    [day] = Outcome.objects.annotate(day=number).values_list("day", flat=True)
    return date(1970, 1, 1) + timedelta(days=day)


@pytest.mark.parametrize("zone", ZONES)
def test_the_database_finds_the_same_day_as_the_zone(alice: User, zone: str) -> None:
    """Hours around all changes of the clocks, and around the day that Samoa left out."""
    moments = [
        start + timedelta(minutes=minutes)
        for start in (
            datetime(2026, 3, 28, tzinfo=UTC),
            datetime(2026, 10, 24, tzinfo=UTC),
            datetime(2011, 12, 29, tzinfo=UTC),
        )
        for minutes in range(0, 72 * 60, 285)
    ]
    there, one = ZoneInfo(zone), outcome_of(held(alice))
    first, last = (int(at.timestamp()) // 3600 for at in (min(moments), max(moments)))
    for moment in moments:
        put(one, moment)
        assert day_of(first, last, there) == moment.astimezone(there).date(), moment


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_begins_at_the_zones_own_midnight(alice: User, zone: str) -> None:
    """In the trend as in the filter, at every quarter of an hour around it."""
    there, one = ZoneInfo(zone), outcome_of(held(alice))
    midnight = datetime(2026, 6, 1, tzinfo=there).astimezone(UTC)
    for quarter in range(-8, 9):
        moment = midnight + timedelta(minutes=15 * quarter)
        hour = put(one, moment)
        day = moment.astimezone(there).date()
        assert day_of(hour - 24, hour + 24, there) == day, moment
        for asked in (day - timedelta(1), day, day + timedelta(1)):
            filters: Filters = {"first": asked, "last": asked}
            found = narrowed(Outcome.objects.all(), filters, Rules(), there, moment)
            assert found.exists() == (asked == day), (moment, asked)


def test_an_outcome_knows_the_quarter_of_an_hour_in_which_it_ended(alice: User) -> None:
    consultation = held(alice)
    one = outcome_of(consultation)
    assert consultation.ended_at is not None
    quarters = QUARTERS * one.hour + one.quarter
    assert quarters == int(consultation.ended_at.timestamp()) // 900


def test_whole_hours_ask_for_no_quarters(alice: User) -> None:
    days = {
        zone: str(Outcome.objects.values(day=day_number(490_000, 500_000, ZoneInfo(zone))).query)
        for zone in ("Europe/Kyiv", "Asia/Kathmandu")
    }
    assert ["quarter" in query for query in days.values()] == [False, True]


def test_outcomes_of_before_learn_their_quarters(alice: User) -> None:
    ends = [NOON + timedelta(minutes=minutes) for minutes in (0, 14, 15, 29, 44, 45, 59)]
    written = [outcome_of(held(alice, ended_at=end)) for end in ends]
    before = [one.quarter for one in written]
    assert before == [0, 0, 1, 1, 2, 3, 3]
    Outcome.objects.update(quarter=0)
    migration: Any = import_module("consult.review.migrations.0007_quarters")
    migration.fill(apps, None)
    assert [Outcome.objects.get(pk=one.pk).quarter for one in written] == before
