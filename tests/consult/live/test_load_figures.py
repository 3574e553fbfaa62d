"""The load test's own arithmetic: journals, the search for the largest load, what holds."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.live.load.camera import LoadCamera
from consult.live.load.figures import by_tenth, holds, moved, percentiles, rates
from consult.live.load.journal import Journal
from consult.live.load.leak_check import process
from consult.live.load.machine import Used
from consult.live.load.measure import Bench
from consult.live.load.page import Page
from consult.live.load.people import Seat
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
    assert (journal.stored, journal.twice, journal.answered) == (1, 2, 1)
    assert journal.stored_after[1] == pytest.approx(0.1)


def test_what_was_not_stored_is_counted_by_reason() -> None:
    journal = Journal()
    for seq in (1, 2):
        journal.send(seq, 0.0, 100)
        journal.answer({"seq": seq, "status": "dropped", "reason": "superseded"}, 1.0)
    journal.send(3, 0.0, 100)
    assert journal.outcomes == {"dropped:superseded": 2}
    assert (journal.stored, journal.answered, journal.unanswered) == (0, 2, 1)
    assert journal.bytes_out == 300


def test_a_repeated_hint_shows_a_reading_once() -> None:
    journal = answered(0.1)
    journal.show(1, 1.5)
    journal.show(1, 9.0)
    assert journal.shown == {1: 0.5}


def test_percentiles_are_over_all_streams() -> None:
    found = percentiles([answered(0.1, 0.1), answered(0.3, 0.5)], "stored_after")
    assert found["p50"] == pytest.approx(200)
    assert percentiles([Journal()], "shown")["p95"] is None


def test_a_frame_that_is_thrown_away_at_once_makes_no_answer_quick() -> None:
    journal = answered(0.5, 0.5)
    for seq in range(3, 100):
        journal.send(seq, float(seq), 100)
        journal.answer({"seq": seq, "status": "dropped", "reason": "too_fast"}, seq + 0.001)
    assert percentiles([journal], "stored_after")["p50"] == pytest.approx(500)
    assert percentiles([journal], "dropped_after")["p95"] == pytest.approx(1)
    assert by_tenth(plan(), [journal])[0] == pytest.approx(500)


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


class Measured(Bench):
    """A bench whose service serves so many streams, and loses frames of one more."""

    def __init__(self, capacity: int) -> None:
        super().__init__(["http://localhost:1"], None, [])
        self.capacity = capacity

    def once(self, streams: int, fps: float, seconds: float, nuisance: str = "") -> dict[str, Any]:
        lost = 0.0 if streams <= self.capacity else 0.5
        return {**GOOD, "streams": streams, "lost_share": lost}


def test_the_ramp_goes_by_the_bars() -> None:
    found = Measured(150).ramp(100, 2.0, 15)
    steps = found["steps"]
    assert [one["streams"] for one in steps] == [100, 200, 150, 175, 162, 156]
    assert [one["holds"] for one in steps] == [True, False, True, False, False, False]
    assert found["largest"] == 150


@pytest.mark.parametrize(
    ("share", "empty"), [(0.0, []), (0.5, [1, 3, 5, 7]), (0.25, [3, 7]), (1.0, list(range(8)))]
)
def test_empty_rooms_lie_evenly_among_the_others(share: float, empty: list[int]) -> None:
    mixed = replace(plan(), rooms=[b"nobody"], empty=share)
    assert [n for n in range(8) if mixed.shown(n) == [b"nobody"]] == empty
    assert LoadCamera(mixed, 7, Journal())._pictures == mixed.shown(7)


async def test_a_page_that_only_listens_asks_nothing() -> None:
    journal = Journal()
    page = Page("http://localhost:1", Seat("1", uuid.uuid4(), 1, "session"), journal)
    await page.ask(asks=False)
    assert page.has_read.is_set()
    assert (journal.questions, journal.questions_failed) == (0, 0)
