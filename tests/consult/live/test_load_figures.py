"""The load test's own arithmetic: journals, the search for the largest load, what holds."""

from __future__ import annotations

from typing import Any

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.live.load.figures import by_tenth, holds, moved, percentiles, rates
from consult.live.load.journal import Journal
from consult.live.load.leftovers import process
from consult.live.load.machine import Used
from consult.live.load.plan import Plan
from consult.live.load.ramp import STEP, largest


def answered(*seconds: float) -> Journal:
    """Return the diary of a camera whose frames, sent a second apart, took so long."""
    journal = Journal()
    for seq, took in enumerate(seconds, start=1):
        journal.send(seq, float(seq), 100)
        journal.answer({"seq": seq, "status": "reading"}, seq + took)
    return journal


def plan(seconds: float = 10.0) -> Plan:
    return Plan(1, 1.0, seconds, ["http://localhost:1"], [b"jpeg"])


def test_a_frame_has_one_answer() -> None:
    journal = answered(0.1)
    journal.answer({"seq": 1, "status": "reading"}, 9.0)
    journal.answer({"seq": 7, "status": "reading"}, 9.0)
    assert (journal.stored, journal.twice, list(journal.answered)) == (1, 2, [1])
    assert journal.answered[1] == pytest.approx(0.1)


def test_what_was_not_stored_is_counted_by_reason() -> None:
    journal = Journal()
    for seq in (1, 2):
        journal.send(seq, 0.0, 100)
        journal.answer({"seq": seq, "status": "dropped", "reason": "superseded"}, 1.0)
    journal.send(3, 0.0, 100)
    assert journal.outcomes == {"dropped:superseded": 2}
    assert (journal.stored, journal.unanswered, journal.bytes_out) == (0, 1, 300)


def test_a_repeated_hint_shows_a_reading_once() -> None:
    journal = answered(0.1)
    journal.show(1, 1.5)
    journal.show(1, 9.0)
    assert journal.shown == {1: 0.5}


def test_percentiles_are_over_all_streams() -> None:
    found = percentiles([answered(0.1, 0.1), answered(0.3, 0.5)], "answered")
    assert found["p50"] == pytest.approx(200)
    assert percentiles([Journal()], "shown")["p95"] is None


def test_a_slow_stretch_is_seen_where_it_was() -> None:
    found = by_tenth(plan(), [answered(*[0.1] * 5, 2.0, *[0.1] * 4)])
    assert found == [100.0] * 5 + [2000.0] + [100.0] * 4


def test_rates_tell_the_least_and_the_last() -> None:
    one, other = Journal(rates=[2.0, 1.5, 2.0]), Journal(rates=[2.0, 1.0])
    assert rates([one, other]) == {"least": 1.0, "last_least": 1.0, "last_most": 2.0, "changes": 2}


GOOD: dict[str, Any] = {
    "capture_to_answer_ms": {"p50": 10.0, "p95": 999.0, "p99": 2000.0},
    "lost_share": 0.009,
    "balances": True,
    "closed_early": [],
    "questions_failed": 0,
}


@pytest.mark.parametrize(
    "worse",
    [
        {"capture_to_answer_ms": {"p95": 1000.0}},
        {"capture_to_answer_ms": {"p95": None}},
        {"lost_share": 0.01},
        {"balances": False},
        {"closed_early": ["too_fast"]},
        {"questions_failed": 1},
    ],
)
def test_a_load_holds_only_within_every_bar(worse: dict[str, Any]) -> None:
    assert holds(GOOD)
    assert not holds({**GOOD, **worse})


def took(*p95: float | None, stored: int = 1000) -> list[dict[str, Any]]:
    return [{"capture_to_answer_ms": {"p95": one}, "stored": stored} for one in p95]


@pytest.mark.parametrize(
    ("disturbed", "share", "fine"),
    [((110.0, 110.0, 900.0), 0.1, True), ((130.0, 130.0, 100.0), 0.3, False)],
)
def test_a_nuisance_is_judged_by_the_medians(
    disturbed: tuple[float, ...], share: float, *, fine: bool
) -> None:
    found = moved(took(100.0, 100.0, 500.0), took(*disturbed))
    assert (found["moved"], found["holds"]) == (pytest.approx(share), fine)


def test_a_nuisance_that_costs_the_others_frames_does_not_hold() -> None:
    found = moved(took(100.0), took(90.0, stored=520))
    assert (found["moved"], found["served"], found["holds"]) == (-0.1, 0.52, False)


def test_where_nobody_was_answered_nothing_holds() -> None:
    assert not moved(took(100.0), took(None))["holds"]


@pytest.mark.parametrize(("late", "flat"), [(1.04, True), (1.06, False)])
def test_memory_is_flat_once_warm(late: float, *, flat: bool) -> None:
    # It doubles while it warms up, and nobody minds.
    memory = [50_000_000] * 10 + [100_000_000] * 80 + [round(100_000_000 * late)] * 10
    found = process(Used("web", psutil.Process(), memory=memory))
    assert (found["memory_start_mb"], found["flat"]) == (100.0, flat)


@given(st.integers(0, 3000), st.integers(1, 400))
def test_the_ramp_finds_the_largest_that_holds(capacity: int, start: int) -> None:
    asked: list[int] = []

    def hold(streams: int) -> bool:
        asked.append(streams)
        return streams <= capacity

    found = largest(hold, start)
    assert found <= capacity <= found + max(1, STEP * (found + 1) / (1 - STEP) + 1)
    assert len(asked) == len(set(asked))
