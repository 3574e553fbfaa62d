"""The live summary and the report say the same, to the last bit."""

from hypothesis import given

from analyzer.timeline import RunningSummary, Series, arousal, coverage, smooth, valence
from analyzer.timeline.smoothing import smoothed_labels
from tests.analyzer.series import any_series, certain, random_series

RECALL = {"fear": 0.42, "sadness": 0.5}


def assert_live_equals_report(series: Series) -> None:
    smoothed = smooth(series.t, series.masked())
    live = RunningSummary(RECALL, threshold=0.3)
    for row, (t, valid) in enumerate(zip(series.t, series.valid, strict=True)):
        assert live.update(float(t), series.probabilities[row] if valid else None)
        if valid:
            assert live.snapshot().probabilities == tuple(smoothed[row].tolist())
    now, covered = live.snapshot(), coverage(series)
    assert now.coverage == covered.fraction
    assert now.camera_on_s == covered.camera_on_s
    assert now.readings == int(series.valid.sum())
    if series.valid.any():
        last = smoothed[series.valid][-1:]
        assert now.valence == valence(last, RECALL)[0]
        assert now.arousal == arousal(last)[0]
        assert now.label == smoothed_labels(last, 0.3)[0]


def test_an_hour_replayed_is_identical() -> None:
    assert_live_equals_report(random_series(3000))


@given(any_series())
def test_any_replay_is_identical(series: Series) -> None:
    assert_live_equals_report(series)


def test_before_the_first_reading_nothing_is_claimed() -> None:
    live = RunningSummary()
    assert live.snapshot().label is None
    live.update(0.0, None)
    assert live.snapshot().valence is None
    assert live.snapshot().coverage == 0


def test_a_late_reading_is_left_to_the_report() -> None:
    live = RunningSummary()
    live.update(5.0, certain("happiness"))
    before = live.snapshot()
    assert not live.update(4.0, certain("anger"))
    assert live.snapshot() == before
