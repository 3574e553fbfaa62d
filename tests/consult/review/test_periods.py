"""Hours in the database, days in a zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from consult.accounts.models import User
from consult.review.models import Outcome
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
