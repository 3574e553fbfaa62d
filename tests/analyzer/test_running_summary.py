"""The live summary and the report say the same, to the last bit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from analyzer.timeline import (
    FORGOTTEN,
    RunningSummary,
    Series,
    Withheld,
    arousal,
    coverage,
    expression_index,
    smooth,
    valence,
)
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
    index = expression_index(series, RECALL)
    assert now.insufficient == (index.reason if isinstance(index, Withheld) else None)
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


def assert_resumed_equals_replayed(series: Series) -> None:
    live = RunningSummary(RECALL, threshold=0.3)
    rows = [*zip(series.t.tolist(), series.valid, series.probabilities, strict=True)]
    for t, valid, row in rows:
        live.update(t, row if valid else None)
    newest = max((t for t, valid, _ in rows if valid), default=0.0)
    recent = [(t, row) for t, valid, row in rows if valid and t >= newest - FORGOTTEN]
    seen = valence(series.masked(), RECALL)
    resumed = RunningSummary.resumed(series.t, seen, recent, RECALL, 0.3)
    assert resumed.snapshot() == live.snapshot()
    for summary in (live, resumed.copy()):
        summary.update(series.t[-1] + 1 if len(series.t) else 0.0, certain("anger"))
    assert resumed.snapshot() != live.snapshot()
    resumed.update(series.t[-1] + 1 if len(series.t) else 0.0, certain("anger"))
    assert resumed.snapshot() == live.snapshot()


def test_an_hour_resumed_from_its_last_minutes_is_identical() -> None:
    # Without a silence in which the filter would start anew anyway.
    for seed in range(3):
        series = replace(random_series(7200, seed), t=np.arange(7200) / 2)
        assert series.t[-1] > 5 * FORGOTTEN
        assert_resumed_equals_replayed(series)


@given(any_series())
def test_any_series_resumed_is_identical(series: Series) -> None:
    assert_resumed_equals_replayed(series)


def slowly_varying(seconds: float, rho: float, seed: int = 4) -> Series:
    """Return readings at 2 a second whose lag-1 autocorrelation is about `rho`."""
    random = np.random.default_rng(seed)
    smiles = [0.0]
    for _ in range(round(2 * seconds) - 1):
        smiles.append(rho * smiles[-1] + random.normal(0, (1 - rho**2) ** 0.5))
    share = 0.5 + 0.1 * np.clip(smiles, -4, 4)
    rows = np.outer(share, certain("happiness")) + np.outer(1 - share, certain("neutral"))
    return Series.of((row / 2, probabilities) for row, probabilities in enumerate(rows.tolist()))


def told_of(series: Series) -> str | None:
    live = RunningSummary()
    for t, row in zip(series.t, series.probabilities, strict=True):
        live.update(float(t), row)
    return live.snapshot().insufficient


def test_readings_that_hardly_differ_are_few_however_many_they_are() -> None:
    long = slowly_varying(400, rho=0.9)
    assert [told_of(slowly_varying(s, rho=0.9)) for s in (12, 60)] == ["readings"] * 2
    assert told_of(long) is None
    assert told_of(slowly_varying(12, rho=0.0)) is None


@pytest.mark.parametrize("seconds", [1, 20, 100, 200, 400])
def test_what_is_too_little_live_is_so_in_the_report(seconds: int) -> None:
    assert_live_equals_report(slowly_varying(seconds, rho=0.9))


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
