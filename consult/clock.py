"""Unix milliseconds: the time of the sockets and of a report's data, and back."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Final

LATEST_MS: Final = 253_402_300_799_000
"""The last second that a datetime holds."""


def now_ms() -> int:
    """Return the present time in Unix milliseconds."""
    return time.time_ns() // 1_000_000


def to_ms(moment: datetime) -> int:
    """Return a moment in Unix milliseconds."""
    return round(moment.timestamp() * 1000)


def from_ms(milliseconds: int) -> datetime:
    """Return Unix milliseconds as an aware datetime."""
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
