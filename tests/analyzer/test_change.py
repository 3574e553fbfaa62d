"""Change within one person: how sure a difference and a trend of the index are."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analyzer.timeline import Estimate, Versions, change, trend

VALUES = st.floats(0, 100)
HALF_WIDTHS = st.floats(0.1, 30)


def steady(value: float, half: float = 3.0) -> Estimate:
    return Estimate(value, value - half, value + half)


def test_a_difference_is_as_wide_as_its_parts_together() -> None:
    found = change(steady(50, 3), steady(60, 4))
    assert (found.value, found.low, found.high) == (10, 5, 15)
    assert found.is_clear


def test_a_difference_within_its_noise_is_not_clear() -> None:
    assert not change(steady(50, 6), steady(55, 6)).is_clear


def test_the_way_back_is_the_same_with_the_other_sign() -> None:
    there, back = change(steady(40), steady(52, 5)), change(steady(52, 5), steady(40))
    assert (back.value, back.low, back.high) == (-there.value, -there.high, -there.low)


@given(VALUES, VALUES, HALF_WIDTHS, HALF_WIDTHS)
def test_the_interval_holds_the_difference(a: float, b: float, wide: float, narrow: float) -> None:
    found = change(Estimate(a, max(a - wide, 0), min(a + wide, 100)), steady(b, narrow))
    assert found.low <= found.value <= found.high


def test_an_interval_cut_at_the_scales_end_makes_that_side_narrower() -> None:
    found = change(Estimate(98, 90, 100), Estimate(60, 55, 65))
    assert found.value - found.low == pytest.approx(math.hypot(5, 2))
    assert found.high - found.value == pytest.approx(math.hypot(5, 8))


def test_four_consultations_have_no_trend_and_five_have() -> None:
    days, values = [0.0, 7.0, 14.0, 21.0, 28.0], [40.0, 45.0, 50.0, 55.0, 60.0]
    assert trend(days[:4], values[:4]) is None
    found = trend(days, values)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((20, 20, 20))


def test_all_of_one_moment_have_no_trend() -> None:
    assert trend([3.0] * 6, [40.0, 45.0, 50.0, 55.0, 60.0, 65.0]) is None


def test_one_odd_consultation_turns_no_trend_around() -> None:
    days = [7.0 * week for week in range(9)]
    values = [40 + 2.0 * week for week in range(9)]
    values[8] = 0.0
    found = trend(days, values)
    assert found is not None
    assert found.value == pytest.approx(8)


@pytest.mark.parametrize(("weeks", "seed"), [(5, 1), (6, 1), (10, 2), (20, 3), (33, 4)])
def test_the_interval_is_sens(weeks: int, seed: int) -> None:
    """Against SciPy's, which does not serve: 40 MB for this."""
    random = np.random.default_rng(seed)
    days, values = np.arange(weeks) * 7.0, 50 + random.normal(0, 5, weeks)
    found = trend(list(days), list(values))
    assert found is not None
    by_scipy = stats.theilslopes(values, days, 0.95)
    limits = [by_scipy.slope, by_scipy.low_slope, by_scipy.high_slope]
    assert [found.value, found.low, found.high] == pytest.approx([28 * one for one in limits])


def test_a_fall_is_as_sure_as_the_same_rise() -> None:
    days, values = [0.0, 7.0, 14.0, 21.0, 28.0], [50.0, 48.0, 55.0, 60.0, 62.0]
    rise, fall = trend(days, values), trend(days, [100 - value for value in values])
    assert rise is not None
    assert fall is not None
    assert (rise.low, rise.high) == pytest.approx((-8, 28))
    assert (fall.value, fall.low, fall.high) == pytest.approx((-rise.value, -rise.high, -rise.low))
    assert not rise.is_clear


def test_noise_alone_seldom_looks_like_a_trend() -> None:
    """About one in twenty by the interval's promise; the count is of 400 made-up clients."""
    random = np.random.default_rng(4)
    days = [7.0 * week for week in range(12)]
    found = [trend(days, list(50 + random.normal(0, 6, 12))) for _ in range(400)]
    rises = sum(one is not None and one.low > 0 for one in found)
    falls = sum(one is not None and one.high < 0 for one in found)
    assert 2 <= rises <= 18
    assert 2 <= falls <= 18


@pytest.mark.parametrize(
    ("other", "comparable"),
    [
        (Versions("net-1", "2.1"), True),
        (Versions("net-1", "2"), True),
        (Versions("net-1", "20.1"), False),
        (Versions("net-1", "3.1"), False),
        (Versions("net-2", "2.1"), False),
    ],
)
def test_figures_are_compared_where_model_and_formulas_are_the_same(
    other: Versions, comparable: bool
) -> None:
    mine = Versions("net-1", "2.1")
    assert mine.comparable(other) is comparable
    assert other.comparable(mine) is comparable
