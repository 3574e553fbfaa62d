"""Time zones by their IANA names."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import tzinfo
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:  # models know this module
    from consult.accounts.models import User


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def validate_time_zone(name: str) -> None:
    """Raise ValidationError unless `name` is empty or a zone this machine knows."""
    if name and name not in _known():
        raise ValidationError(_("This time zone is unknown."), code="unknown_time_zone")


def in_time_zone_of(user: User) -> AbstractContextManager[None]:
    """Make a user's own time zone the active one for a while; without one, the service's."""
    return timezone.override(first_time_zone(user.time_zone))


def first_time_zone(*names: str) -> tzinfo:
    """Return the first zone that is named, or the service's own."""
    return ZoneInfo(next(filter(None, names), settings.TIME_ZONE))
