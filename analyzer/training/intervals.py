"""How far chance alone moves the figures: 95 % intervals by 1,000 bootstrap draws."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.training.metrics import (
    Floats,
    Labels,
    majority_labels,
    scores,
    share_gap,
    vote_calibration_error,
    vote_shares,
)

DRAWS = 1000
"""Bootstrap draws of an interval."""

Interval = tuple[float, float]


def of_labels(labels: Labels, predicted: Labels, seed: int = 1) -> dict[str, Interval]:
    """Return intervals of accuracy, macro_f1 and macro_recall of what was predicted (n,)."""

    def figures(rows: Labels) -> tuple[float, ...]:
        found = scores(labels[rows], predicted[rows])
        return found.accuracy, found.macro_f1, found.macro_recall

    drawn = _drawn(len(labels), figures, seed)
    names = ("accuracy", "macro_f1", "macro_recall")
    return {name: _middle(drawn[:, place]) for place, name in enumerate(names)}


def of_votes(votes: NDArray[np.uint8], probabilities: Floats, seed: int = 1) -> dict[str, Interval]:
    """Return intervals of what is held to FER+ votes (n, 10): `accuracy` and `vote_ece`.

    `probabilities` are (n, 7). Drawing pictures again adds noise to every bin, and noise alone
    makes a calibration error larger: its draws are moved to have the error itself for their mean.
    """
    agreed, labels = majority_labels(votes)
    hit = probabilities[agreed].argmax(1) == labels
    accuracy = _drawn(len(agreed), lambda rows: (float(hit[rows].mean()),), seed)
    shares = vote_shares(votes)
    known = ~np.isnan(shares[:, 0])
    told, chosen = probabilities[known], shares[known]
    gaps = _drawn(len(told), lambda rows: (share_gap(told[rows], chosen[rows]),), seed)
    error = vote_calibration_error(votes, probabilities)
    low, high = _middle(gaps[:, 0] - gaps.mean() + error)
    return {"accuracy": _middle(accuracy[:, 0]), "vote_ece": (max(0.0, low), high)}


def _drawn(count: int, figures: Callable[[Labels], tuple[float, ...]], seed: int) -> Floats:
    """Return the figures of each draw of `count` rows, (DRAWS, k)."""
    random = np.random.default_rng(seed)
    drawn: list[Any] = [figures(random.integers(0, count, count)) for _ in range(DRAWS)]
    return np.array(drawn, np.float64)


def _middle(drawn: Floats) -> Interval:
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low), float(high)
