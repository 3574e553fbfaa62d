"""Whether the expression index goes with what clients say: docs/measures.md, 9.

The index is an estimate, the rating is what the client said. The two are set beside each other
only from `LEAST_PAIRS` consultations on that have both.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from consult.review.statistics import LEAST_GROUP, Z

LEAST_PAIRS: Final = 50
_BINS: Final = 101
"""The index in whole points, 0..100: finer than its own interval ever is."""

Numbers = NDArray[np.float64]
Lacking = Literal["pairs", "clients", "unvarying"]
"""What is too little: pairs, clients they are of, or any difference between ratings or indices."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One consultation that has both; `rating` in points of its scale."""

    client: Hashable
    index: float
    rating: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the index goes with the ratings of `n` consultations of so many `clients`.

    `error` is what an isotonic fit is off by for a client it has not seen, `error_without` what
    the mean rating of the others is off by, both in points of the scale.
    """

    n: int
    clients: int
    rho: float
    low: float
    high: float
    error: float
    error_without: float


def agreement(pairs: Sequence[Pair]) -> Agreement | Lacking:
    """Return how index and rating go together, or what there is not enough of to say it.

    At least 50 pairs of five clients are needed, and neither all ratings nor all indices may be the
    same. The interval is Fisher's with the variance of Bonett & Wright (2000). It counts clients,
    not consultations: several of one client are not independent.
    """
    clients = len({pair.client for pair in pairs})
    if len(pairs) < LEAST_PAIRS:
        return "pairs"
    if clients < LEAST_GROUP:
        return "clients"
    rho = spearman([pair.index for pair in pairs], [pair.rating for pair in pairs])
    if rho is None:
        return "unvarying"
    half = Z * math.sqrt((1 + rho**2 / 2) / max(clients - 3, 1))
    middle = math.atanh(min(max(rho, -0.999999), 0.999999))
    error, error_without = unseen_errors(pairs)
    low, high = math.tanh(middle - half), math.tanh(middle + half)
    return Agreement(len(pairs), clients, rho, low, high, error, error_without)


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Spearman's ρ with mean ranks for ties; None where either does not vary."""
    one, other = _ranks(first), _ranks(second)
    one, other = one - one.mean(), other - other.mean()
    size = math.sqrt(float(one @ one) * float(other @ other))
    return min(max(float(one @ other) / size, -1.0), 1.0) if size > 0 else None


def _ranks(values: Sequence[float]) -> Numbers:
    _, places, counts = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    means: Numbers = last - (counts - 1) / 2
    return means[places]


def isotonic(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the never falling line nearest to `values`, by pooling adjacent violators.

    Ayer, Brunk, Ewing, Reid & Silverman (1955). Weights must be above 0.
    """
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        block = (value, weight, 1)
        while blocks and blocks[-1][0] >= block[0]:
            block = _pooled(blocks.pop(), block)
        blocks.append(block)
    return [value for value, _, size in blocks for _ in range(size)]


def _pooled(
    left: tuple[float, float, int], right: tuple[float, float, int]
) -> tuple[float, float, int]:
    weight = left[1] + right[1]
    return (left[0] * left[1] + right[0] * right[1]) / weight, weight, left[2] + right[2]


def unseen_errors(pairs: Sequence[Pair]) -> tuple[float, float]:
    """Return the mean absolute error of the isotonic fit, and of the mean, each time without
    the client whose ratings are guessed. Between indices that others had, the line is straight.
    """
    bins = np.array([round(min(max(pair.index, 0.0), 100.0)) for pair in pairs])
    ratings = np.array([pair.rating for pair in pairs], dtype=float)
    weights = np.bincount(bins, minlength=_BINS).astype(float)
    sums = np.bincount(bins, weights=ratings, minlength=_BINS)
    off = off_without = 0.0
    for own in _by_client(pairs):
        own_bins, own_ratings = bins[own], ratings[own]
        left = weights - np.bincount(own_bins, minlength=_BINS)
        rest = sums - np.bincount(own_bins, weights=own_ratings, minlength=_BINS)
        seen = np.flatnonzero(left)
        line = isotonic((rest[seen] / left[seen]).tolist(), left[seen].tolist())
        off += float(np.abs(np.interp(own_bins, seen, line) - own_ratings).sum())
        off_without += float(np.abs(rest.sum() / left.sum() - own_ratings).sum())
    return off / len(pairs), off_without / len(pairs)


def _by_client(pairs: Sequence[Pair]) -> Iterator[list[int]]:
    """Yield, for each client, the places of their pairs."""
    places = {client: number for number, client in enumerate({pair.client for pair in pairs})}
    order = sorted(range(len(pairs)), key=lambda place: places[pairs[place].client])
    for _, own in groupby(order, key=lambda place: pairs[place].client):
        yield list(own)
