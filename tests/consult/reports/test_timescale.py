"""Round clock times under the chart, never too many to read."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from consult.reports.renderers.timescale import TimeScale


def scale(seconds: float, start: str = "10:00:00") -> TimeScale:
    began = datetime.fromisoformat(f"2026-11-22T{start}").replace(tzinfo=UTC)
    return TimeScale(start=began, duration=seconds, left=30, width=300)


def test_an_hour_has_a_tick_every_ten_minutes() -> None:
    clocks = [clock for _at, clock in scale(3600, "09:57:30").ticks()]
    assert clocks == ["10:00", "10:10", "10:20", "10:30", "10:40", "10:50"]


def test_a_tick_stands_at_its_own_moment() -> None:
    assert scale(3600, "09:57:30").ticks()[0][0] == 150


def test_a_short_call_is_told_in_seconds() -> None:
    assert [clock for _at, clock in scale(25).ticks()][:2] == ["10:00:00", "10:00:05"]


@pytest.mark.parametrize("seconds", [1, 7, 45, 200, 1234, 9999, 40_000, 86_000])
def test_there_are_never_more_than_ten(seconds: float) -> None:
    assert len(scale(seconds).ticks()) <= 10


@pytest.mark.parametrize(
    ("start", "clocks"),
    [
        ("2026-03-29T02:40", ["02:40", "02:50", "04:00", "04:10", "04:20"]),
        ("2026-10-25T03:40", ["03:40", "03:50", "03:00", "03:10", "03:20"]),
    ],
    ids=["put forward", "put back"],
)
def test_the_clocks_are_changed_within_a_call(start: str, clocks: list[str]) -> None:
    """At night, as in a call of a crisis line: what the sentence says of a moment stands there."""
    began = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo("Europe/Kyiv"))
    ticks = TimeScale(start=began, duration=3600, left=30, width=300).ticks()
    assert [clock for _at, clock in ticks][:5] == clocks


def test_what_lies_outside_is_held_at_the_edge() -> None:
    assert [scale(100).x(t) for t in (-5, 50, 500)] == [30, 180, 330]
