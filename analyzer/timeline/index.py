"""Single figures for a whole consultation: baseline and expression index."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analyzer.timeline.affect import Floats, valence
from analyzer.timeline.correlation import Correlation
from analyzer.timeline.lines import Z95
from analyzer.timeline.series import Series, coverage, seconds_counted
from analyzer.timeline.sufficiency import Lack, lacking

BASELINE_S = 90.0
"""Valid seconds from the start that the baseline is taken from (docs/measures.md, 5)."""
BASELINE_PRIOR = 30
"""Readings at which the baseline is trusted by half."""
PEAK_S = 10.0
"""Length of the window whose mean may be the peak, seconds (docs/measures.md, 7)."""
PEAK_FILLED = 0.5
"""Share of that window that must be valid: a lone reading is not a peak."""
END_SHARE = 0.15
"""Share of the valid time that counts as the end."""


@dataclass(frozen=True)
class Baseline:
    """Median valence of the first 90 valid seconds, and how many readings it rests on."""

    median: float
    readings: int

    @property
    def shift(self) -> float:
        """What to take from the valence for the baseline-corrected line: b·n/(n + 30).

        Smoothing passes a constant on, so the smoothed line less this is the corrected line.
        """
        return self.median * self.readings / (self.readings + BASELINE_PRIOR)


@dataclass(frozen=True)
class Index:
    """The expression index 0..100 with its 95 % interval and its three parts (valence, −1..1)."""

    value: float
    low: float
    high: float
    mean: float
    peak: float
    end: float
    n_eff: float


@dataclass(frozen=True)
class Withheld:
    """Insufficient data: `reason` is what was too little."""

    reason: Lack


def baseline(series: Series, recall: Mapping[str, float] | None = None) -> Baseline | None:
    """Return the baseline (docs/measures.md, 5), None without a valid reading.

    It changes no value: a client who arrives upset is real. A report keeps its `shift` beside the
    raw line, and shows the corrected one next to it.
    """
    seconds = seconds_counted(series.t)[series.valid]
    if not len(seconds):
        return None
    early = np.cumsum(seconds) - seconds < BASELINE_S
    values = valence(series.probabilities[series.valid], recall)[early]
    return Baseline(float(np.median(values)), int(early.sum()))


def expression_index(series: Series, recall: Mapping[str, float] | None = None) -> Index | Withheld:
    """Return 50 + 50·(0.5 M + 0.25 P + 0.25 E), held to 0..100, or why it is withheld.

    M is the mean valence weighted by time, P the most extreme mean of any 10 s, E the mean of
    the last 15 % of the valid time (the peak–end rule, Kahneman et al. 1993). The interval is
    M's, from n_eff = n(1 − ρ₁)/(1 + ρ₁) (docs/measures.md, 7).
    """
    values = valence(series.probabilities[series.valid], recall)
    n_eff = effective_readings(values)
    lack = lacking(coverage(series).fraction, n_eff)
    if lack:
        return Withheld(lack)
    t, seconds = series.t[series.valid], seconds_counted(series.t)[series.valid]
    mean = float(np.average(values, weights=seconds))
    peak = _peak(t, values, seconds, mean)
    end = _end(values, seconds)
    variance = float(np.average((values - mean) ** 2, weights=seconds))
    error = 0.5 * Z95 * (variance / n_eff) ** 0.5
    middle = 0.5 * mean + 0.25 * peak + 0.25 * end
    low, value, high = (_scaled(middle + shift) for shift in (-error, 0.0, error))
    return Index(value, low, high, mean, peak, end, n_eff)


def effective_readings(values: Floats) -> float:
    """Return n(1 − ρ₁)/(1 + ρ₁): how many independent readings (n,) correlated ones are worth."""
    return Correlation.of(values).effective


def _scaled(middle: float) -> float:
    return float(np.clip(50 + 50 * middle, 0, 100))


def _peak(t: Floats, values: Floats, seconds: Floats, mean: float) -> float:
    """Return the 10 s mean farthest from 0, of windows that start at a reading; else the mean."""
    ends = np.searchsorted(t, t + PEAK_S)
    time = np.concatenate([[0.0], np.cumsum(seconds)])
    total = np.concatenate([[0.0], np.cumsum(seconds * values)])
    starts = np.arange(len(t))
    filled = time[ends] - time[starts]
    enough = filled >= PEAK_S * PEAK_FILLED
    if not enough.any():
        return mean
    means = (total[ends] - total[starts])[enough] / filled[enough]
    return float(means[np.argmax(np.abs(means))])


def _end(values: Floats, seconds: Floats) -> float:
    """Return the time-weighted mean of the last 15 % of the valid time."""
    until_end = np.cumsum(seconds[::-1])[::-1]
    # Readings of one moment count no time: at least the last one that counts any.
    least = float(until_end[until_end > 0][-1])
    late = until_end <= max(END_SHARE * until_end[0], least)
    return float(np.average(values[late], weights=seconds[late]))
