"""Unix milliseconds, the time of the report's data, and back."""

from __future__ import annotations

from datetime import UTC, datetime


def to_ms(moment: datetime) -> int:
    """Return a moment in Unix milliseconds."""
    return round(moment.timestamp() * 1000)


def from_ms(milliseconds: int) -> datetime:
    """Return Unix milliseconds as an aware datetime."""
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
