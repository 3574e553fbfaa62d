"""Quarters of an hour, counted from 1970: every zone's days begin at one of them.

Most zones are whole hours from UTC, some (Kolkata, Kathmandu, St John's) a half or three quarters
more. No zone of today's needs anything finer.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from django.db.models import Q

QUARTERS: Final = 4
"""Of one hour."""
_LENGTH: Final = timedelta(hours=1) / QUARTERS
_1970: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LAST: Final = QUARTERS * (2**31 - 1)
"""No column holds a later hour."""


def quarter_of(moment: datetime) -> int:
    """Return in which quarter of an hour a moment lies."""
    return (moment - _1970) // _LENGTH


def ahead(quarter: int, zone: tzinfo) -> int:
    """Return how many quarters a zone's clock is ahead of UTC at the beginning of one."""
    offset = (_1970 + quarter * _LENGTH).astimezone(zone).utcoffset()
    return (offset or timedelta()) // _LENGTH


def first_quarter(day: date, zone: tzinfo) -> int:
    """Return the first quarter that begins on a day in a zone."""
    begin = datetime(day.year, day.month, day.day, tzinfo=zone)
    return min(max(-((_1970 - begin) // _LENGTH), 0), _LAST)


def since(quarter: int) -> Q:
    """Return the condition on `hour` and `quarter` under which this one has begun."""
    hour, rest = divmod(quarter, QUARTERS)
    # By the hour first, which the indices are in the order of.
    later = Q(hour__gte=hour)
    return later & (Q(hour__gt=hour) | Q(quarter__gte=rest)) if rest else later


def before(quarter: int) -> Q:
    """Return the opposite of `since`."""
    hour, rest = divmod(quarter, QUARTERS)
    if not rest:
        return Q(hour__lt=hour)
    return Q(hour__lte=hour) & (Q(hour__lt=hour) | Q(quarter__lt=rest))
