"""What can be said of many consultations, each figure with its 95 % interval.

Pure functions of counts and sums, so that the database counts and no row travels. A group of fewer
than `LEAST_GROUP` is never a statistic (docs/measures.md, 11): the functions return None for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

LEAST_GROUP: Final = 5
"""Consultations from which on something is said of a group."""
Z: Final = NormalDist().inv_cdf(0.975)
_NOTHING: Final = 1e-18
"""A squared error that is only what rounding leaves of values that are all the same."""


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of` consultations; value, low and high in 0..1."""

    count: int
    of: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of `n` values, or a difference of two, in the values' own unit."""

    n: int
    value: float
    low: float
    high: float

    def rounded(self) -> Mean:
        """Return it in whole units."""
        return Mean(self.n, *(float(round(part)) for part in (self.value, self.low, self.high)))


@dataclass(frozen=True, slots=True)
class Sums:
    """What a database says of a column: how many values, their sum, the sum of their squares."""

    n: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """The mean; n must be above 0."""
        return self.total / self.n

    @property
    def error_squared(self) -> float:
        """The squared standard error of the mean; n must be above 1."""
        spread = max(self.squares - self.total * self.mean, 0.0)
        return spread / (self.n - 1) / self.n


def share(count: int, of: int) -> Share | None:
    """Return a share with Wilson's interval (Wilson 1927), which holds at 0 and 1, too.

    Raises:
        ValueError: `count` is below 0 or above `of`.
    """
    if not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is no share")
    if of < LEAST_GROUP:
        return None
    value = count / of
    weight = 1 + Z**2 / of
    middle = (value + Z**2 / (2 * of)) / weight
    half = Z / weight * math.sqrt(value * (1 - value) / of + Z**2 / (4 * of**2))
    # Rounding must not leave the value outside of its own interval.
    return Share(
        count, of, value, max(min(middle - half, value), 0.0), min(max(middle + half, value), 1.0)
    )


def mean(sums: Sums, lowest: float, highest: float) -> Mean | None:
    """Return a mean with Student's interval, cut at the ends of the scale."""
    if sums.n < LEAST_GROUP:
        return None
    half = student(sums.n - 1) * math.sqrt(sums.error_squared)
    value = sums.mean
    return Mean(sums.n, value, max(value - half, lowest), min(value + half, highest))


def difference(one: Sums, other: Sums) -> Mean | None:
    """Return how much higher the mean of `one` is, with Welch's interval (Welch 1947)."""
    if min(one.n, other.n) < LEAST_GROUP:
        return None
    parts = (one.error_squared, other.error_squared)
    together = sum(parts)
    value = one.mean - other.mean
    if together < _NOTHING:
        return Mean(one.n + other.n, value, value, value)
    freedom = together**2 / (parts[0] ** 2 / (one.n - 1) + parts[1] ** 2 / (other.n - 1))
    half = student(freedom) * math.sqrt(together)
    return Mean(one.n + other.n, value, value - half, value + half)


def student(freedom: float) -> float:
    """Return the 0.975 quantile of Student's t, to 0.001 from 4 degrees of freedom on.

    Abramowitz & Stegun (1964), 26.7.5: the product serves without SciPy.
    """
    z = Z
    parts = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(part / freedom ** (power + 1) for power, part in enumerate(parts))
