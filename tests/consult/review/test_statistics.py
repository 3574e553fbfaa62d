"""Figures over many consultations: their intervals, and where nothing is said."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from consult.review.statistics import LEAST_GROUP, Share, Sums, difference, mean, share, student

COUNTS = st.integers(0, 5000).flatmap(
    lambda of: st.tuples(st.integers(0, of), st.just(of)),
)
SCORES = st.lists(
    st.integers(0, 400).map(lambda tenths: tenths / 10), min_size=LEAST_GROUP, max_size=60
)


def sums(values: list[float]) -> Sums:
    return Sums(len(values), math.fsum(values), math.fsum(value**2 for value in values))


def known(count: int, of: int) -> Share:
    found = share(count, of)
    assert found is not None
    return found


def test_wilsons_own_interval() -> None:
    """81 of 263: 0.2553 to 0.3662 (Newcombe 1998, table I, method 3)."""
    found = known(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


def test_all_of_few_is_not_certain() -> None:
    found = known(5, 5)
    assert found.value == 1
    assert found.low < 0.6


def test_four_consultations_are_no_statistic() -> None:
    assert share(4, 4) is None
    assert mean(sums([40.0] * 4), 0, 40) is None
    assert difference(sums([50.0] * 4), sums([50.0] * 90)) is None


@pytest.mark.parametrize(("count", "of"), [(6, 5), (-1, 9)])
def test_what_is_no_share_is_refused(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        share(count, of)


@given(COUNTS)
def test_a_share_lies_in_its_interval(counted: tuple[int, int]) -> None:
    found = share(*counted)
    assert (found is None) == (counted[1] < LEAST_GROUP)
    if found:
        assert 0 <= found.low <= found.value <= found.high <= 1


@given(COUNTS.filter(lambda counted: counted[1] >= LEAST_GROUP))
def test_the_rest_has_the_same_interval_from_the_other_side(counted: tuple[int, int]) -> None:
    count, of = counted
    found, rest = known(count, of), known(of - count, of)
    assert rest.low == pytest.approx(1 - found.high, abs=1e-9)


@given(SCORES)
def test_a_mean_lies_in_its_interval_and_on_its_scale(scores: list[float]) -> None:
    found = mean(sums(scores), 0, 40)
    assert found is not None
    assert -1e-9 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 40 + 1e-9


@given(SCORES, SCORES)
def test_a_difference_turns_its_sign_with_the_sides(one: list[float], other: list[float]) -> None:
    there, back = difference(sums(one), sums(other)), difference(sums(other), sums(one))
    assert there is not None
    assert back is not None
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-6)


def test_the_intervals_are_those_of_scipy() -> None:
    one, other = [31.0, 35.5, 38.0, 40.0, 29.0, 36.0], [40.0, 39.0, 38.5, 39.5, 36.0]
    interval = stats.ttest_ind(one, other, equal_var=False).confidence_interval()
    found = difference(sums(one), sums(other))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), abs=0.002)


@pytest.mark.parametrize("freedom", [4, 5, 9.5, 30, 1000])
def test_students_quantile(freedom: float) -> None:
    assert student(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=0.001)
