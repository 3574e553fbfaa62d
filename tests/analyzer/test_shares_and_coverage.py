from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given

from analyzer.results import EXPRESSIONS
from analyzer.timeline import Gap, Series, coverage, gaps, seconds_counted, shares
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


def unsure(best: float) -> tuple[float, ...]:
    """Return probabilities of sadness `best`, the rest of it spread over the others."""
    return tuple(best if name == "sadness" else (1 - best) / 6 for name in EXPRESSIONS)


def test_readings_under_the_threshold_count_for_no_expression() -> None:
    series = Series.of([(0, unsure(0.39)), (1, unsure(0.39)), (2, certain("neutral")), (3, None)])
    found = shares(series, threshold=0.4)
    assert found is not None
    assert found["uncertain"] == pytest.approx(2 / 3)
    assert found["neutral"] == pytest.approx(1 / 3)
    assert found["sadness"] == 0


def test_a_reading_at_the_threshold_is_named() -> None:
    found = shares(Series.of([(0, unsure(0.4))]), threshold=0.4)
    assert found is not None
    assert (found["sadness"], found["uncertain"]) == (1, 0)


def test_time_without_a_readable_face_is_one_kind_of_gap() -> None:
    frames = [(float(t), None if 2 < t < 12 else certain("fear")) for t in range(20)]
    assert gaps(Series.of(frames), 0, 19) == [Gap(2.0, 12.0, "no_face")]


def test_time_without_frames_is_another() -> None:
    frames = [(float(t), certain("fear")) for t in range(30) if not 5 < t < 15]
    assert gaps(Series.of(frames), 0, 29) == [Gap(5.0, 15.0, "no_camera")]


def test_a_late_arrival_and_an_early_leave_are_no_camera() -> None:
    frames = [(float(t), certain("fear")) for t in range(60, 90)]
    assert gaps(Series.of(frames), 0, 120) == [
        Gap(0.0, 60.0, "no_camera"),
        Gap(89.0, 120.0, "no_camera"),
    ]


def test_looking_away_before_the_camera_goes_off_makes_two_gaps() -> None:
    frames = [(float(t), certain("fear") if t < 10 or t > 75 else None) for t in range(80)]
    series = Series.of([frame for frame in frames if not 20 < frame[0] < 70])
    assert gaps(series, 0, 79) == [
        Gap(9.0, 20.0, "no_face"),
        Gap(20.0, 70.0, "no_camera"),
        Gap(70.0, 76.0, "no_face"),
    ]


def test_a_moment_is_no_gap() -> None:
    series = Series.of([(0, certain("fear")), (3, None), (4.9, certain("fear")), (9, None)])
    assert gaps(series, 0, 9) == []


def test_without_a_frame_everything_is_no_camera() -> None:
    assert gaps(showing([]), 0, 20) == [Gap(0.0, 20.0, "no_camera")]


@given(any_series())
def test_gaps_lie_in_order_and_hold_no_reading(series: Series) -> None:
    found = gaps(series, 0, 100)
    assert all(gap.end - gap.start >= 5 for gap in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    for gap in found:
        frames = (series.t > gap.start) & (series.t < gap.end)
        assert not np.any(frames if gap.kind == "no_camera" else frames & series.valid)


def test_a_series_out_of_form_is_refused() -> None:
    with pytest.raises(ValueError, match="must not fall"):
        Series(np.array([1.0, 0.0]), np.zeros((2, 7)), np.ones(2, bool))
    with pytest.raises(ValueError, match=r"\(n, 7\)"):
        Series(np.zeros(2), np.zeros((2, 6)), np.ones(2, bool))
    with pytest.raises(ValueError, match="finite"):
        Series(np.zeros(1), np.full((1, 7), np.nan), np.ones(1, bool))


@given(any_series())
def test_shares_sum_to_one(series: Series) -> None:
    found = shares(series, threshold=0.4)
    if found is not None:
        assert sum(found.values()) == pytest.approx(1)
        assert min(found.values()) >= 0


@given(any_series())
def test_coverage_stays_within_the_camera_time(series: Series) -> None:
    covered = coverage(series)
    assert 0 <= covered.valid_s <= covered.camera_on_s
    assert 0 <= covered.fraction <= 1
