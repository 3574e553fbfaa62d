"""A summary that puts late readings in order says what the readings in order would have said."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.timeline import RunningSummary
from consult.live.ordered_summary import TAIL, OrderedSummary, Row


def row(number: int, share: float | None) -> Row:
    """Return the reading that was taken as this one, two a second; None: nobody was there."""
    seen = None if share is None else (0.0, 0.0, 0.0, share, 0.0, 0.0, 1 - share)
    return Row(number / 2, number, seen)


def fresh() -> OrderedSummary:
    return OrderedSummary(RunningSummary(), None, [], origin=0.0)


def in_order(rows: list[Row]) -> RunningSummary:
    replayed = RunningSummary()
    for one in sorted(rows):
        replayed.update(one.t, one.probabilities)
    return replayed


@given(st.integers(0, 3 * TAIL), st.integers(0, 2**32))
def test_readings_that_change_places_make_the_same_summary(count: int, seed: int) -> None:
    random = Random(seed)
    shares = [random.choice([None, random.random()]) for _ in range(count)]
    rows = [row(number, share) for number, share in enumerate(shares)]
    # Each comes up to TAIL places late, as from workers of which one is slower.
    coming = sorted(rows, key=lambda one: one.id + random.randrange(TAIL))
    running = fresh()
    for one in coming:
        assert running.takes(one)
        running.insert(one)
        running.settle()
    assert running.snapshot() == in_order(rows).snapshot()


def test_of_two_at_one_moment_the_report_s_order_holds() -> None:
    first, second = Row(1.0, 1, row(0, 0.2).probabilities), Row(1.0, 2, row(0, 0.9).probabilities)
    running = fresh()
    for one in (second, first):
        running.insert(one)
    assert running.snapshot() == in_order([first, second]).snapshot()


def test_what_comes_far_too_late_is_not_taken() -> None:
    running = fresh()
    for number in range(1, TAIL + 2):
        running.insert(row(number, 0.5))
    running.settle()
    assert running.settled_until == pytest.approx(0.5)
    assert not running.takes(row(0, 0.5))
    assert running.takes(Row(0.75, 99))
