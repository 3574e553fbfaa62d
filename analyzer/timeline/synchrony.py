"""Whether two people's smiles rise and fall together (docs/measures.md, 10)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from analyzer.results import EXPRESSIONS
from analyzer.timeline.affect import Floats
from analyzer.timeline.series import Series
from analyzer.timeline.smoothing import TAU, smooth

MOST_LAG: Final = 5
"""Seconds by which one may follow the other."""
LEAST_SHARED_S: Final = 180
"""Seconds in which both faces must have been read."""
_APART: Final = round(2 * TAU) + MOST_LAG
"""Shifts of fewer seconds still hold some of the real agreement: the smoothing spreads it."""
_LEAST_CHANCES: Final = 40
"""Shifts from which on chance has an interval: of fewer, one in forty is not even one."""
_LEAST_SPREAD: Final = 0.01
"""Standard deviation of a smile that never changed: nothing can go along with it."""


@dataclass(frozen=True)
class Synchrony:
    """The strongest lagged correlation −1..1, and what chance alone gives of it.

    `lag_s` −5..5: above zero the second person follows the first. `low` and `high` hold the same
    statistic in 95 % of the shifts in time that leave nothing of the real agreement.
    """

    value: float
    lag_s: int
    low: float
    high: float
    seconds: int

    @property
    def is_clear(self) -> bool:
        """Tell whether it lies outside what chance gives."""
        return not self.low <= self.value <= self.high


Withheld = Literal["seconds", "unchanging", "chance"]


def synchrony(first: Series, second: Series) -> Synchrony | Withheld:
    """Return the lagged correlation of two smoothed smiles, or why it is withheld.

    Both series count their seconds from the same moment. Smiles are the smoothed probability of
    happiness on a grid of 1 s; only seconds with both faces count. The interval is of circular
    shifts of the second person against the first, every second of them, so the same readings
    give the same interval (surrogate test; Boker et al. 2002, "Windowed cross-correlation and
    peak picking"; Moulder et al. 2018 on shifts for a null of synchrony). Withheld as "seconds"
    where under LEAST_SHARED_S are shared, as "unchanging" where one face showed one thing only, as
    "chance" where the shifts leave too few seconds with both: nothing is known of chance then.
    """
    a, b = _smiles(first, second)
    both = ~np.isnan(a) & ~np.isnan(b)
    shared = int(both.sum())
    if shared < LEAST_SHARED_S:
        return "seconds"
    if min(a[both].std(), b[both].std()) < _LEAST_SPREAD:
        return "unchanging"
    by_shift = _by_shift(a, b, least=shared // 2)
    n = len(a)
    value, lag = _strongest(by_shift, 0)
    by_chance = [_strongest(by_shift, shift)[0] for shift in range(_APART, n - _APART + 1)]
    chance = [strongest for strongest in by_chance if not math.isnan(strongest)]
    if math.isnan(value) or len(chance) < _LEAST_CHANCES:
        return "chance"
    low, high = np.quantile(chance, [0.025, 0.975])
    return Synchrony(value, lag, float(low), float(high), shared)


def _smiles(first: Series, second: Series) -> tuple[Floats, Floats]:
    """Return both smiles second by second (n,), NaN where that face was not read."""
    ends = [math.floor(one.t[one.valid].max()) + 1 for one in (first, second) if one.valid.any()]
    starts = [math.floor(one.t[one.valid].min()) for one in (first, second) if one.valid.any()]
    start, end = (min(starts), max(ends)) if starts else (0, 0)
    return _smile(first, start, end), _smile(second, start, end)


def _smile(series: Series, start: int, end: int) -> Floats:
    t = series.t[series.valid]
    smile = smooth(t, series.probabilities[series.valid][:, EXPRESSIONS.index("happiness")])
    second = np.floor(t).astype(np.int64) - start
    count = np.bincount(second, minlength=end - start)
    total = np.bincount(second, weights=smile, minlength=end - start)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _by_shift(a: Floats, b: Floats, least: int) -> Floats:
    """Return the correlation of `a` with `b` taken so many seconds later, round the end, (n,).

    NaN where fewer than `least` seconds hold both, or one of them does not vary in those.
    """
    n = len(a)
    masks = [~np.isnan(one) for one in (a, b)]
    values = [
        np.where(mask, one - np.nanmean(one), 0.0) for mask, one in zip(masks, (a, b), strict=True)
    ]
    (m, x), (k, y) = (
        (mask.astype(np.float64), one) for mask, one in zip(masks, values, strict=True)
    )

    def sums(left: Floats, right: Floats) -> Floats:
        spectrum = np.conj(np.fft.rfft(left)) * np.fft.rfft(right)
        found: Floats = np.fft.irfft(spectrum, n)
        return found

    count = np.maximum(np.rint(sums(m, k)), 1.0)
    sum_x, sum_y = sums(x, k), sums(m, y)
    together = sums(x, y) - sum_x * sum_y / count
    spread_x = sums(x**2, k) - sum_x**2 / count
    spread_y = sums(m, y**2) - sum_y**2 / count
    power = np.maximum(spread_x, 0) * np.maximum(spread_y, 0)
    known = (count >= least) & (power > (count * _LEAST_SPREAD**2) ** 2)
    found = np.full(n, np.nan)
    found[known] = np.clip(together[known] / np.sqrt(power[known]), -1, 1)
    return found


def _strongest(by_shift: Floats, centre: int) -> tuple[float, int]:
    """Return the correlation farthest from zero within the lags around a shift, and its lag."""
    lags = np.arange(-MOST_LAG, MOST_LAG + 1)
    near = by_shift[(centre + lags) % len(by_shift)]
    if np.isnan(near).all():
        return float("nan"), 0
    # Of equals the shortest lag.
    order = np.argsort(np.abs(lags), kind="stable")
    chosen = order[np.nanargmax(np.abs(near)[order])]
    return float(near[chosen]), int(lags[chosen])
