from itertools import pairwise

import numpy as np
from hypothesis import given

from analyzer.timeline import Series, baseline, smooth, strip, valence, valence_line
from tests.analyzer.series import any_series, certain, random_series, showing


def test_equal_labels_merge_into_one_segment() -> None:
    assert strip(showing(["neutral"] * 5)) == [(0.0, 2.0, "neutral")]


def test_the_label_changes_with_the_smoothed_state() -> None:
    segments = strip(showing(["neutral"] * 40 + ["happiness"] * 60))
    assert [label for _, _, label in segments] == ["neutral", "happiness"]
    assert segments[0][1] == segments[1][0] > 20


def test_one_missed_frame_leaves_no_hole_and_a_gap_does() -> None:
    missed = strip(showing(["neutral", None, "neutral"]))
    gone = strip(Series.of([(0, certain("neutral")), (9, certain("neutral"))]))
    assert missed == [(0.0, 1.0, "neutral")]
    assert gone == [(0.0, 2.0, "neutral"), (9.0, 9.0, "neutral")]


def test_an_unsure_state_is_uncertain() -> None:
    unsure = Series.of([(0, [1 / 7] * 7), (1, [1 / 7] * 7)])
    assert strip(unsure, threshold=0.4) == [(0.0, 1.0, "uncertain")]


def test_without_readings_there_is_no_strip() -> None:
    assert strip(showing([None, None])) == []


def test_the_band_narrows_as_readings_come() -> None:
    line = valence_line(random_series(300, missing=0.0))
    width = line.high - line.low
    assert np.median(width[100:]) < width[0]


def test_a_steady_face_has_a_narrow_band() -> None:
    line = valence_line(showing(["happiness"] * 50))
    assert np.allclose(line.low, line.high)


def test_the_line_less_the_shift_is_the_corrected_readings_line() -> None:
    series = random_series(400, missing=0.0)
    base = baseline(series)
    assert base is not None
    corrected = smooth(series.t, valence(series.probabilities) - base.shift)
    np.testing.assert_allclose(valence_line(series).value - base.shift, corrected, atol=1e-12)


@given(any_series())
def test_the_band_holds_its_line(series: Series) -> None:
    line = valence_line(series)
    seen = series.valid
    assert np.all(line.low[seen] <= line.value[seen])
    assert np.all(line.value[seen] <= line.high[seen])
    assert np.all(np.isnan(line.value[~seen]))
    assert np.all(np.abs(np.concatenate([line.low[seen], line.high[seen]])) <= 1)


@given(any_series())
def test_segments_follow_each_other(series: Series) -> None:
    segments = strip(series)
    assert all(start <= end for start, end, _ in segments)
    assert all(one[1] <= two[0] for one, two in pairwise(segments))
