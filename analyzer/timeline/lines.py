"""What a page draws over time: the strip of labels and the valence line with its band."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analyzer.timeline.affect import Floats, valence
from analyzer.timeline.correlation import Correlation
from analyzer.timeline.series import LONGEST_READING, Series
from analyzer.timeline.smoothing import Smoother, smooth, smoothed_labels

Z95 = 1.96
"""Standard deviations either side of the mean that hold 95 % of a normal distribution."""


@dataclass(frozen=True)
class Line:
    """A smoothed line with its 95 % band: `value`, `low`, `high`, each (n,), NaN where missing."""

    value: Floats
    low: Floats
    high: Floats


def strip(series: Series, threshold: float = 0.0) -> list[tuple[float, float, str]]:
    """Return (from, to, label) of the smoothed label, equal neighbours merged.

    Seconds. A valid reading reaches to the next valid one where that is at most 2 s away, else
    it ends after 2 s; so a single missed frame leaves no hole and a real gap does.
    """
    t = series.t[series.valid]
    if not len(t):
        return []
    labels = smoothed_labels(smooth(t, series.probabilities[series.valid]), threshold)
    following = np.append(t[1:], t[-1])
    ends = np.where(following - t <= LONGEST_READING, following, t + LONGEST_READING)
    merged: list[tuple[float, float, str]] = []
    for start, end, label in zip(map(float, t), map(float, ends), labels, strict=True):
        if merged and merged[-1][2] == label and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end, label)
        else:
            merged.append((start, end, label))
    return merged


def valence_line(series: Series, recall: Mapping[str, float] | None = None) -> Line:
    """Return the smoothed valence with a 95 % band for it, −1..1, aligned with `series.t`.

    The band is m ± 1.96 s √(Σw² (1 + ρ₁)/(1 − ρ₁)): s is the spread of the readings under the
    filter's own weights w, Σw² their Kish sum (one over the effective number of readings), and
    ρ₁ the lag-1 autocorrelation, as in the interval of the expression index. At least one
    reading's worth of spread is kept: the factor under the root is at most 1. Where the filter
    has seen one reading only, the spread of the whole series stands in.
    """
    readings = valence(series.masked(), recall)
    value = smooth(series.t, readings)
    spread = _spread(series, readings, value)
    return Line(value, np.maximum(value - Z95 * spread, -1), np.minimum(value + Z95 * spread, 1))


def _spread(series: Series, readings: Floats, value: Floats) -> Floats:
    """Return the standard error of the smoothed line, (n,), NaN where missing."""
    valid = readings[series.valid]
    if not len(valid):
        return np.full(len(readings), np.nan)
    square = smooth(series.t, readings**2)
    kish = _kish(series)
    rho = Correlation.of(valid).autocorrelation
    variance = np.where(kish == 1.0, valid.var(), np.maximum(square - value**2, 0))
    spread: Floats = np.sqrt(variance * np.minimum(kish * (1 + rho) / (1 - rho), 1.0))
    return spread


def _kish(series: Series) -> Floats:
    """Return Σw² of the filter's weights at each reading, (n,), 1 where it has just started."""
    sums = np.full(len(series.t), np.nan)
    smoother = Smoother()
    total = 1.0
    for row in np.flatnonzero(series.valid):
        t = float(series.t[row])
        gain = smoother.gain(t)
        smoother.update(t, np.zeros(1))
        total = total * (1 - gain) ** 2 + gain**2
        sums[row] = total
    return sums
