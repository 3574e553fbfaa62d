import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from analyzer.results import EXPRESSIONS
from analyzer.timeline import Series, smooth, valence, valence_line
from tests.analyzer.series import any_series

FRONTEND_TESTS = Path(__file__).resolve().parents[2] / "frontend" / "tests"


def test_a_step_is_followed_with_the_time_constant() -> None:
    t = np.arange(0, 21, 0.5)
    values = np.where(t > 0, 1.0, 0.0)
    smoothed = smooth(t, values)
    assert smoothed[t == 10.0] == pytest.approx(1 - math.exp(-1))


def test_the_rate_of_frames_does_not_matter() -> None:
    slow, fast = np.arange(0, 10.1, 1.0), np.arange(0, 10.1, 0.1)
    at_ten = [smooth(t, np.where(t > 0, 1.0, 0.0))[-1] for t in (slow, fast)]
    assert at_ten[0] == pytest.approx(at_ten[1])


def test_a_gap_starts_it_anew() -> None:
    t = np.array([0.0, 1.0, 6.01, 7.0])
    smoothed = smooth(t, np.array([1.0, 1.0, -1.0, -1.0]))
    assert smoothed.tolist() == [1.0, 1.0, -1.0, -1.0]


def test_a_shorter_silence_does_not() -> None:
    assert smooth(np.array([0.0, 5.0]), np.array([1.0, -1.0]))[1] > -1


def test_missing_rows_stay_missing_and_change_nothing() -> None:
    t = np.array([0.0, 1.0, 2.0])
    with_hole = smooth(t, np.array([1.0, np.nan, 0.0]))
    assert np.isnan(with_hole[1])
    assert with_hole[2] == smooth(t[[0, 2]], np.array([1.0, 0.0]))[1]


def test_the_browser_smooths_alike() -> None:
    """`frontend/tests/curve.test.ts` holds the browser's arithmetic to the same file."""
    shared = json.loads((FRONTEND_TESTS / "smoothing.json").read_text())
    smoothed = smooth(np.array(shared["t"]), np.array(shared["valence"], float))
    assert smoothed == pytest.approx(np.array(shared["smoothed"], float), abs=1e-9, nan_ok=True)


def test_the_browser_draws_the_same_band() -> None:
    shared = json.loads((FRONTEND_TESTS / "smoothing.json").read_text())
    values = np.array(shared["valence"], float)
    # Happiness alone, as much of it as the valence takes: the measures are linear in it.
    probabilities = np.outer(values, np.eye(7)[EXPRESSIONS.index("happiness")]) / 0.81
    valid = ~np.isnan(values)
    line = valence_line(Series(np.array(shared["t"]), probabilities, valid))
    for side, drawn in (("low", line.low), ("high", line.high)):
        assert drawn == pytest.approx(np.array(shared[side], float), abs=1e-9, nan_ok=True)


@given(any_series())
def test_smoothed_probabilities_are_probabilities(series: Series) -> None:
    smoothed = smooth(series.t, series.masked())[series.valid]
    assert np.all(smoothed >= 0)
    assert np.allclose(smoothed.sum(axis=1), 1)


@given(any_series())
def test_smoothing_and_valence_may_change_places(series: Series) -> None:
    first = valence(smooth(series.t, series.masked()))
    second = smooth(series.t, valence(series.masked()))
    assert np.allclose(first, second, equal_nan=True)
