"""How far chance alone moves the figures: 95 % intervals.

By 1,000 bootstrap draws, and of plain shares by Wilson's score, which holds for few pictures and
for shares near 0 and 1 too (Wilson 1927; Brown, Cai and DasGupta 2001).
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS
from analyzer.training.metrics import (
    Floats,
    Labels,
    expected_calibration_error,
    majority_labels,
    negative_log_likelihood,
    scores,
    share_gap,
    vote_shares,
)

DRAWS = 1000
"""Bootstrap draws of an interval."""
DEVIATIONS = 1.959964
"""Of a normal distribution, between which 95 % of it lie."""

Interval = tuple[float, float]


def wilson(hits: int, count: int) -> Interval | None:
    """Return the interval of a share, `hits` of `count`; None of nothing."""
    if not count:
        return None
    share, squared = hits / count, DEVIATIONS**2
    middle = share + squared / (2 * count)
    half = DEVIATIONS * math.sqrt(share * (1 - share) / count + squared / (4 * count**2))
    least, most = ((middle + side) / (1 + squared / count) for side in (-half, half))
    return max(0.0, least), min(1.0, most)


def of_recall(confusion: Sequence[Sequence[int]]) -> dict[str, Interval | None]:
    """Return the interval of each class's recall of a confusion matrix (7, 7)."""
    rows = enumerate(confusion)
    return {EXPRESSIONS[place]: wilson(row[place], sum(row)) for place, row in rows}


def of_labels(labels: Labels, predicted: Labels, seed: int = 1) -> dict[str, Interval]:
    """Return intervals of accuracy, macro_f1 and macro_recall of what was predicted (n,)."""

    def figures(rows: Labels) -> tuple[float, ...]:
        found = scores(labels[rows], predicted[rows])
        return found.accuracy, found.macro_f1, found.macro_recall

    drawn = _drawn(len(labels), figures, seed)
    names = ("accuracy", "macro_f1", "macro_recall")
    return {name: _middle(drawn[:, place]) for place, name in enumerate(names)}


def of_calibration(labels: Labels, probabilities: Floats, seed: int = 1) -> dict[str, Interval]:
    """Return intervals of `ece` and `negative_log_likelihood` of probabilities (n, 7)."""

    def figures(rows: Labels) -> tuple[float, ...]:
        part = labels[rows], probabilities[rows]
        return expected_calibration_error(*part), negative_log_likelihood(*part)

    drawn = _drawn(len(labels), figures, seed)
    error = expected_calibration_error(labels, probabilities)
    likelihood = _middle(drawn[:, 1])
    return {"ece": _about(error, drawn[:, 0]), "negative_log_likelihood": likelihood}


def of_votes(votes: NDArray[np.uint8], probabilities: Floats, seed: int = 1) -> dict[str, Interval]:
    """Return intervals of what is held to FER+ votes (n, 10): `accuracy` and `vote_ece`.

    Probabilities are (n, 7).
    """
    agreed, labels = majority_labels(votes)
    hit = probabilities[agreed].argmax(1) == labels
    accuracy = _drawn(len(agreed), lambda rows: (float(hit[rows].mean()),), seed)
    shares = vote_shares(votes)
    known = ~np.isnan(shares[:, 0])
    told, chosen = probabilities[known], shares[known]
    gaps = _drawn(len(told), lambda rows: (share_gap(told[rows], chosen[rows]),), seed)
    return {
        "accuracy": _middle(accuracy[:, 0]),
        "vote_ece": _about(share_gap(told, chosen), gaps[:, 0]),
    }


def _drawn(count: int, figures: Callable[[Labels], tuple[float, ...]], seed: int) -> Floats:
    """Return the figures of each draw of `count` rows, (DRAWS, k)."""
    random = np.random.default_rng(seed)
    drawn: list[Any] = [figures(random.integers(0, count, count)) for _ in range(DRAWS)]
    return np.array(drawn, np.float64)


def _middle(drawn: Floats) -> Interval:
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low), float(high)


def _about(error: float, drawn: Floats) -> Interval:
    """Return the interval of a calibration error from its draws (DRAWS,).

    Drawing pictures again adds noise to every bin, and noise alone makes such an error larger: the
    draws are moved to have the error itself for their mean.
    """
    low, high = _middle(drawn - drawn.mean() + error)
    return max(0.0, low), high
