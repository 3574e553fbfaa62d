import numpy as np
import pytest
from hypothesis import given

from analyzer.timeline import Series, coverage, gaps, seconds_counted, shares
from tests.analyzer.series import any_series, certain, showing


def test_a_reading_counts_until_the_next_but_at_most_two_seconds() -> None:
    assert seconds_counted(np.array([0.0, 0.5, 10.0, 11.0])).tolist() == [0.5, 2.0, 1.0, 1.0]


def test_a_lone_reading_counts_for_half_a_second() -> None:
    assert seconds_counted(np.array([7.0])).tolist() == [0.5]


def test_missing_readings_lower_the_coverage() -> None:
    covered = coverage(showing(["happiness", None, "happiness", None]))
    assert (covered.camera_on_s, covered.valid_s, covered.fraction) == (2.0, 1.0, 0.5)


def test_time_without_frames_is_not_camera_time() -> None:
    series = Series.of([(0, certain("neutral")), (600, certain("neutral")), (600.5, None)])
    assert coverage(series).camera_on_s == 2 + 0.5 + 0.5


def test_shares_are_weighted_by_time() -> None:
    series = Series.of([(0, certain("anger")), (1.5, certain("neutral")), (2.0, None)])
    found = shares(series)
    assert found is not None
    assert found["anger"] == pytest.approx(0.75)
    assert found["neutral"] == pytest.approx(0.25)


def test_without_a_reading_there_are_no_shares() -> None:
    assert shares(showing([None, None])) is None
    assert shares(showing([])) is None


def test_gaps_are_named_from_reading_to_reading() -> None:
    series = Series.of([(2, certain("fear")), (3, None), (9, certain("fear")), (12, None)])
    assert gaps(series, 0, 20) == [(2.0, 9.0), (9.0, 20.0)]
    assert gaps(showing([]), 0, 20) == [(0.0, 20.0)]


def test_a_series_out_of_form_is_refused() -> None:
    with pytest.raises(ValueError, match="must not fall"):
        Series(np.array([1.0, 0.0]), np.zeros((2, 7)), np.ones(2, bool))
    with pytest.raises(ValueError, match=r"\(n, 7\)"):
        Series(np.zeros(2), np.zeros((2, 6)), np.ones(2, bool))
    with pytest.raises(ValueError, match="finite"):
        Series(np.zeros(1), np.full((1, 7), np.nan), np.ones(1, bool))


@given(any_series())
def test_shares_sum_to_one(series: Series) -> None:
    found = shares(series)
    if found is not None:
        assert sum(found.values()) == pytest.approx(1)
        assert min(found.values()) >= 0


@given(any_series())
def test_coverage_stays_within_the_camera_time(series: Series) -> None:
    covered = coverage(series)
    assert 0 <= covered.valid_s <= covered.camera_on_s
    assert 0 <= covered.fraction <= 1
