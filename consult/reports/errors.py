"""What the services of reports refuse."""

from __future__ import annotations

from typing import Final

from celery.exceptions import SoftTimeLimitExceeded
from django.db import Error as DatabaseError

WORTH_ANOTHER: Final = (DatabaseError, OSError, MemoryError, SoftTimeLimitExceeded)
"""What another attempt may be spared: the machine's troubles, not the report's. A machine that is
overloaded reaches the time limit with any report."""


class NotEnded(Exception):
    """The consultation has not ended, so there is nothing to report on."""


class NoReport(Exception):
    """There is no ready report yet."""


class SharingOff(Exception):
    """The practice's policy does not let reports be shared with clients."""


class GaveUp(Exception):
    """The report could not be built in several attempts, each of which the machine ended."""
