import numpy as np
import pytest
from hypothesis import given

from analyzer.results import EXPRESSIONS
from analyzer.timeline import (
    VALENCE,
    Index,
    Series,
    Withheld,
    baseline,
    effective_readings,
    expression_index,
)
from tests.analyzer.series import any_series, certain, random_series, showing


def index_of(series: Series) -> Index:
    found = expression_index(series)
    assert isinstance(found, Index)
    return found


def mixed(n: int, happy: float, seed: int = 3) -> list[str | None]:
    random = np.random.default_rng(seed)
    return ["happiness" if random.random() < happy else "neutral" for _ in range(n)]


def test_steady_happiness_scores_what_the_formula_says() -> None:
    found = index_of(showing(["happiness"] * 100))
    assert found.value == pytest.approx(50 + 50 * 0.81)
    assert [found.mean, found.peak, found.end] == pytest.approx([0.81] * 3)


def test_a_calm_face_scores_fifty() -> None:
    assert index_of(showing(["neutral"] * 100)).value == 50


def test_readings_of_one_moment_at_the_end_are_an_end_of_no_time() -> None:
    """A clock that is set back holds moments of capture for seconds: the last readings count 0 s,
    and the one before them more than 15 % of a short test of the camera.
    """
    names = mixed(27, 0.5)
    times = [*np.arange(23) / 2, 13.0, 13.0, 13.0, 13.0]
    rows = [(float(t), certain(str(name))) for t, name in zip(times, names, strict=True)]
    assert index_of(Series.of(rows)).end == VALENCE[EXPRESSIONS.index(str(names[22]))]


def test_the_end_counts() -> None:
    calm, happy = mixed(340, 0.1), mixed(60, 0.9)
    assert index_of(showing(calm + happy)).value > index_of(showing(happy + calm)).value


def test_the_peak_may_be_a_low() -> None:
    found = index_of(showing(mixed(200, 0.3) + ["sadness"] * 30 + mixed(200, 0.3)))
    assert found.peak == pytest.approx(-0.63)


def test_a_single_frame_is_no_peak() -> None:
    names = mixed(100, 0.5)
    alone: list[str | None] = [*names, *[None] * 60, "sadness", *[None] * 30]
    assert index_of(showing(alone)).peak > 0


def test_little_coverage_withholds_it() -> None:
    names: list[str | None] = ["happiness", None, None] * 100
    assert expression_index(showing(names)) == Withheld("coverage")
    assert expression_index(showing([])) == Withheld("coverage")


def test_few_independent_readings_withhold_it() -> None:
    slow = showing(["happiness"] * 100 + ["sadness"] * 100)
    assert expression_index(showing(["happiness"] * 10)) == Withheld("readings")
    assert expression_index(slow) == Withheld("readings")


def test_correlated_readings_are_worth_fewer() -> None:
    random = np.random.default_rng(0)
    noise = random.normal(size=2000)
    walk = np.convolve(noise, np.ones(10) / 10, "valid")
    assert effective_readings(noise) > 1500
    assert effective_readings(walk) < 300


def test_the_interval_holds_the_value_and_narrows_with_time() -> None:
    short, long = (index_of(showing(mixed(n, 0.4))) for n in (100, 2000))
    assert short.low < short.value < short.high
    assert long.high - long.low < short.high - short.low


def test_the_baseline_is_the_median_of_the_first_ninety_seconds() -> None:
    found = baseline(showing(["sadness"] * 181 + ["happiness"] * 500))
    assert found is not None
    assert (found.median, found.readings) == (-0.63, 180)
    assert found.shift == pytest.approx(-0.63 * 180 / 210)


def test_without_readings_there_is_no_baseline() -> None:
    assert baseline(showing([None])) is None


def test_recall_draws_fear_and_sadness_in() -> None:
    series = random_series(400, missing=0.0)
    weighted = expression_index(series, dict.fromkeys(EXPRESSIONS, 0.4))
    assert isinstance(weighted, Index)
    assert weighted.value > index_of(series).value


@given(any_series())
def test_the_index_stays_within_its_scale(series: Series) -> None:
    found = expression_index(series)
    if isinstance(found, Index):
        assert 0 <= found.low <= found.value <= found.high <= 100
