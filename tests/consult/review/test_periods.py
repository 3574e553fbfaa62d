"""Hours in the database, days in a zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from consult.accounts.models import User
from consult.review.filters import Filters, first_hour, narrowed
from consult.review.models import Outcome, Rules
from consult.review.periods import day_number
from tests.consult.review.held import held, outcome_of


@pytest.mark.parametrize(
    "zone", ["UTC", "Europe/Kyiv", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"]
)
def test_the_database_finds_the_same_day_as_the_zone(alice: User, zone: str) -> None:
    """Every hour around both changes of the clocks, and around the day that Samoa left out."""
    moments = [
        start + timedelta(hours=hour)
        for start in (
            datetime(2026, 3, 28, tzinfo=UTC),
            datetime(2026, 10, 24, tzinfo=UTC),
            datetime(2011, 12, 29, tzinfo=UTC),
        )
        for hour in range(0, 72, 5)
    ]
    template = outcome_of(held(alice))
    hours = [int(moment.timestamp()) // 3600 for moment in moments]
    expression = day_number(min(hours), max(hours), ZoneInfo(zone))
    for moment, hour in zip(moments, hours, strict=True):
        Outcome.objects.filter(pk=template.pk).update(hour=hour)
        [day] = Outcome.objects.annotate(day=expression).values_list("day", flat=True)
        expected = moment.astimezone(ZoneInfo(zone)).date()
        assert (expected - date(1970, 1, 1)).days == day, moment


@pytest.mark.parametrize(
    "zone", ["UTC", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"]
)
def test_a_day_of_the_trend_holds_what_the_filter_of_that_day_finds(alice: User, zone: str) -> None:
    """Every quarter of an hour around a midnight that is none of UTC's hours."""
    day, there = date(2026, 6, 1), ZoneInfo(zone)
    midnight = datetime(2026, 6, 1, tzinfo=there).astimezone(UTC)
    template = outcome_of(held(alice))
    filters: Filters = {"first": day, "last": day}
    for quarter in range(-8, 9):
        moment = midnight + timedelta(minutes=15 * quarter)
        hour = int(moment.timestamp()) // 3600
        Outcome.objects.filter(pk=template.pk).update(hour=hour)
        number = day_number(hour - 24, hour + 24, there)
        [found] = Outcome.objects.annotate(day=number).values_list("day", flat=True)
        rows = narrowed(Outcome.objects.all(), filters, Rules(), there, moment)
        assert rows.exists() == (date(1970, 1, 1) + timedelta(days=found) == day), moment


@pytest.mark.parametrize(
    ("zone", "first"), [("Asia/Kolkata", 19), ("Asia/Kathmandu", 19), ("Europe/Kyiv", 21)]
)
def test_no_hour_that_begins_the_day_before_belongs_to_a_day(zone: str, first: int) -> None:
    began = datetime(2026, 5, 31, first, tzinfo=UTC)
    assert first_hour(date(2026, 6, 1), ZoneInfo(zone)) == int(began.timestamp()) // 3600
