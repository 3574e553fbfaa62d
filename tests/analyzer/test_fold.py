"""Folding readings into stretches keeps every second and every probability."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from analyzer.timeline import Series, coverage, fold, seconds_counted, valence
from tests.analyzer.series import any_series


@given(any_series())
def test_what_is_folded_adds_up_to_what_there_was(series: Series) -> None:
    parts, covered = fold(series, 10), coverage(series)
    assert parts.camera_on_s.sum() == pytest.approx(covered.camera_on_s)
    assert parts.valid_s.sum() == pytest.approx(covered.valid_s)
    assert parts.sums.sum(axis=1) == pytest.approx(parts.valid_s, abs=1e-6)


@given(any_series())
def test_each_reading_is_in_the_stretch_of_its_time(series: Series) -> None:
    parts = fold(series, 10)
    assert np.array_equal(parts.number[parts.place], np.maximum(series.t // 10, 0))
    assert np.all(np.diff(parts.number) > 0)


@given(any_series())
def test_the_mean_lies_between_the_least_and_the_most(series: Series) -> None:
    parts = fold(series, 10)
    known = parts.valid_s > 0
    assert np.all(parts.least[known] <= parts.mean[known] + 1e-9)
    assert np.all(parts.mean[known] <= parts.most[known] + 1e-9)
    seconds = seconds_counted(series.t) * series.valid
    if seconds.sum() > 0:
        whole = np.average(valence(np.nan_to_num(series.probabilities)), weights=seconds)
        assert np.average(parts.mean[known], weights=parts.valid_s[known]) == pytest.approx(whole)
