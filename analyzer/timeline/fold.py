"""Readings folded into stretches of equal length: what is kept of a course when they are many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.timeline.affect import Floats, valence
from analyzer.timeline.series import Series, seconds_counted


@dataclass(frozen=True)
class Folded:
    """`k` stretches in order, those without any frame left out.

    `number` (k,) counts stretches from 0; `camera_on_s`, `valid_s` (k,) are seconds; `sums` (k, 7)
    are seconds times probability. `mean`, `least`, `most` (k,) are of valence, −1..1, NaN where no
    time is valid. `place` (n,) says for each reading which of the k rows it is in.
    """

    number: NDArray[np.int64]
    camera_on_s: Floats
    valid_s: Floats
    sums: Floats
    mean: Floats
    least: Floats
    most: Floats
    place: NDArray[np.int64]


def fold(series: Series, seconds: float, recall: Mapping[str, float] | None = None) -> Folded:
    """Fold a series into stretches of so many `seconds`, counted from 0.

    A reading counts where it was captured, with all its time: the sums over all stretches are those
    over the series, and one stretch may come to up to 2 s more than its length. What was
    captured before 0, by a clock that is off, counts into the first.
    """
    at = np.maximum(np.floor_divide(series.t, seconds), 0).astype(np.int64)
    number, place = np.unique(at, return_inverse=True)
    counted = seconds_counted(series.t)
    time = np.where(series.valid, counted, 0.0)
    probabilities = np.where(series.valid[:, None], series.probabilities, 0.0)
    values = valence(probabilities, recall)
    k = len(number)
    sums = np.zeros((k, probabilities.shape[1]))
    np.add.at(sums, place, probabilities * time[:, None])
    valid_s = _total(place, time, k)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = _total(place, values * time, k) / valid_s
    seen, seen_values = place[series.valid], values[series.valid]
    least, most = np.full(k, np.inf), np.full(k, -np.inf)
    np.minimum.at(least, seen, seen_values)
    np.maximum.at(most, seen, seen_values)
    none = valid_s <= 0
    least[none] = most[none] = mean[none] = np.nan
    return Folded(number, _total(place, counted, k), valid_s, sums, mean, least, most, place)


def _total(place: NDArray[np.int64], values: Floats, k: int) -> Floats:
    return np.bincount(place, weights=values, minlength=k).astype(np.float64)
