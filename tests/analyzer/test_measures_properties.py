"""What every measure keeps, whatever the readings."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.results import EXPRESSIONS
from analyzer.timeline import (
    Index,
    Series,
    Withheld,
    baseline,
    coverage,
    expression_index,
    gaps,
    shares,
    strip,
    synchrony,
    turning_points,
    valence_line,
)
from tests.analyzer.series import any_series, random_series, showing

SEEDS = st.integers(0, 2**32 - 1)
MEASURES: list[Callable[[Series], object]] = [
    baseline,
    coverage,
    expression_index,
    lambda series: gaps(series, 0, 60),
    shares,
    strip,
    lambda series: synchrony(series, series),
    turning_points,
    valence_line,
]


def blended(series: Series, name: str, share: float) -> Series:
    """Return the series with `share` of every reading's probability given to one expression."""
    one = np.eye(len(EXPRESSIONS))[EXPRESSIONS.index(name)]
    mixed = (1 - share) * series.probabilities + share * one
    return Series(series.t, mixed, series.valid)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("names", [[], ["fear"], [None], [None] * 50, ["fear", None]])
def test_nothing_one_reading_or_no_face_give_an_answer(
    measure: Callable[[Series], object], names: list[str | None]
) -> None:
    # Warnings are errors in these tests.
    measure(showing(names))


@given(SEEDS, st.floats(0, 1))
def test_the_index_never_falls_when_every_reading_rises(seed: int, share: float) -> None:
    series = random_series(300, seed, missing=0.1)
    found = [expression_index(one) for one in (series, blended(series, "happiness", share))]
    if all(isinstance(one, Index) for one in found):
        before, after = (one for one in found if isinstance(one, Index))
        assert after.value >= before.value - 1e-9
        assert after.mean >= before.mean - 1e-9


@given(SEEDS)
def test_the_interval_holds_the_index(seed: int) -> None:
    found = expression_index(random_series(300, seed))
    if isinstance(found, Index):
        assert 0 <= found.low <= found.value <= found.high <= 100


@given(SEEDS)
def test_the_line_lies_within_its_band(seed: int) -> None:
    series = random_series(200, seed)
    line = valence_line(series)
    seen = series.valid
    assert np.array_equal(np.isnan(line.value), ~seen)
    assert np.all(line.low[seen] <= line.value[seen])
    assert np.all(line.value[seen] <= line.high[seen])


@given(any_series())
def test_a_missing_reading_is_never_neutral(series: Series) -> None:
    found = shares(series)
    if found is None:
        return
    if not np.any(
        series.probabilities[series.valid].argmax(axis=1) == EXPRESSIONS.index("neutral")
    ):
        assert found["neutral"] == 0


@given(st.integers(0, 60), SEEDS)
def test_missing_readings_lower_coverage_and_no_index(missing: int, seed: int) -> None:
    calm = showing(["sadness"] * 60)
    random = np.random.default_rng(seed)
    names: list[str | None] = ["sadness"] * 60
    for row in random.choice(60, missing, replace=False):
        names[row] = None
    found, covered = expression_index(showing(names)), coverage(showing(names)).fraction
    assert covered <= coverage(calm).fraction
    if covered < 0.5:
        assert found == Withheld("coverage")
    elif isinstance(found, Index):
        assert found.mean == pytest.approx(-0.63)


@given(SEEDS, st.floats(0.2, 1.0))
def test_shares_and_coverage_do_not_hang_on_the_frame_rate(seed: int, scale: float) -> None:
    random = np.random.default_rng(seed)
    names = [None if random.random() < 0.2 else random.choice(EXPRESSIONS[:3]) for _ in range(50)]
    fast, slow = showing(names, step=scale), showing(names, step=2.0)
    assert coverage(fast).fraction == pytest.approx(coverage(slow).fraction)
    assert shares(fast) == pytest.approx(shares(slow))


@given(SEEDS)
def test_a_reading_delivered_twice_counts_once(seed: int) -> None:
    series = random_series(60, seed, missing=0.2)
    rows = np.repeat(np.arange(60), 2)
    twice = Series(series.t[rows], series.probabilities[rows], series.valid[rows])
    # Its twin comes at the same moment: no time is left for the first of the two. But for the
    # last, which counts as long as the one before it.
    assert coverage(twice).camera_on_s == pytest.approx(coverage(series).camera_on_s, abs=2.0)
    assert [point.t for point in turning_points(twice)] == [
        point.t for point in turning_points(series)
    ]


@given(SEEDS)
def test_the_same_hour_twice_has_the_same_shares(seed: int) -> None:
    random = np.random.default_rng(seed)
    names = [None if random.random() < 0.2 else random.choice(EXPRESSIONS) for _ in range(60)]
    once, twice = showing(names), showing(names + names)
    assert shares(twice) == pytest.approx(shares(once))
    assert coverage(twice).fraction == pytest.approx(coverage(once).fraction)


def test_no_example_has_a_time_limit() -> None:
    # Hypothesis gives each 200 ms unless it is told: a machine that pauses would fail them.
    told = settings()
    assert (told.deadline, told.derandomize) == (None, True)
