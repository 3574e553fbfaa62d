"""The rate follows the load, within its bounds, and fairly."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.live.rate import LEAST_SAMPLES, QUICK_MS, SLOW_MS, RateControl, Samples, p95

MEASURED = st.one_of(st.none(), st.floats(0, 20_000), st.just(math.inf))
LOAD = st.lists(MEASURED, max_size=100)
BOUNDS = st.tuples(st.floats(0.1, 2.0), st.floats(2.0, 5.0))


@given(BOUNDS, LOAD)
def test_it_never_leaves_its_bounds(bounds: tuple[float, float], load: list[float | None]) -> None:
    control = RateControl(*bounds)
    for measured in load:
        control.step(measured)
        assert bounds[0] <= control.rate <= bounds[1]


@given(BOUNDS, LOAD)
def test_it_comes_back_when_the_load_goes(
    bounds: tuple[float, float], load: list[float | None]
) -> None:
    control = RateControl(*bounds)
    for measured in [*load, *([QUICK_MS - 1] * 50)]:
        control.step(measured)
    assert control.rate == bounds[1]


@given(BOUNDS)
def test_it_goes_down_to_the_least_and_no_further(bounds: tuple[float, float]) -> None:
    control = RateControl(*bounds)
    for _ in range(20):
        control.step(math.inf)
    assert control.rate == bounds[0]


@given(BOUNDS, st.floats(QUICK_MS, SLOW_MS))
def test_between_quick_and_slow_it_stays(bounds: tuple[float, float], measured: float) -> None:
    control = RateControl(*bounds, rate=2.0)
    assert not control.step(measured)
    assert control.rate == 2.0


@given(st.floats(0.5, 2.0), st.floats(0.5, 2.0), LOAD)
def test_two_processes_never_draw_apart(one: float, other: float, load: list[float | None]) -> None:
    first, second = RateControl(0.5, 2.0, one), RateControl(0.5, 2.0, other)
    apart = abs(one - other)
    for measured in load:
        first.step(measured)
        second.step(measured)
        assert abs(first.rate - second.rate) <= apart + 1e-9
        apart = abs(first.rate - second.rate)


def test_it_settles_where_the_service_can_follow() -> None:
    """A service that is slow above 1.2 frames a second is asked for 0.9 to 1.3."""
    control = RateControl(0.5, 2.0)
    seen = []
    for _ in range(100):
        control.step(2000.0 if control.rate > 1.2 else 100.0)
        seen.append(control.rate)
    assert 0.9 <= min(seen[10:]) <= max(seen[10:]) <= 1.3 + 1e-9


def test_the_wanted_rate_must_hold_the_least() -> None:
    with pytest.raises(ValueError, match="least"):
        RateControl(3.0, 2.0)


@given(st.lists(st.floats(0, 1e6), min_size=LEAST_SAMPLES, max_size=300))
def test_p95_has_at_most_a_twentieth_above_it(values: list[float]) -> None:
    found = p95(values)
    assert found is not None
    assert found in values
    assert sum(value > found for value in values) <= len(values) / 20


def test_few_answers_measure_nothing() -> None:
    assert p95([9000.0] * (LEAST_SAMPLES - 1)) is None


def test_samples_are_taken_once() -> None:
    samples = Samples()
    samples.note(5.0)
    assert (samples.take(), samples.take()) == ([5.0], [])
