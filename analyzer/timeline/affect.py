"""From seven probabilities to valence and arousal."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS

Floats = NDArray[np.float64]

VALENCE: Floats = np.array([-0.51, -0.60, -0.64, 0.81, -0.63, 0.40, 0.0])
"""Pleasure of each class, −1..1, in the order of EXPRESSIONS.

Russell and Mehrabian 1977, "Evidence for a three-factor theory of emotions"; neutral is the
origin of their space.
"""

AROUSAL: Floats = np.array([0.59, 0.35, 0.60, 0.51, -0.27, 0.67, 0.0])
"""Arousal of each class, −1..1, from the same source."""

RECALL_WEIGHTED = ("fear", "sadness")
"""The classes that a network of this kind confuses most, with each other and with neutral."""


def valence(probabilities: Floats, recall: Mapping[str, float] | None = None) -> Floats:
    """Return the expected valence of each row, (n, 7) to (n,), −1..1.

    With `recall` (class name to 0..1, from the model's evaluation) fear and sadness count only
    as far as the model recognises them: what it often gets wrong should move the line less.
    """
    return project(probabilities, valence_weights(recall))


def valence_weights(recall: Mapping[str, float] | None = None) -> Floats:
    """Return what each class counts in `valence`, (7,)."""
    weights = VALENCE.copy()
    for name in RECALL_WEIGHTED:
        weights[EXPRESSIONS.index(name)] *= 1.0 if recall is None else recall.get(name, 1.0)
    return weights


def arousal(probabilities: Floats) -> Floats:
    """Return the expected arousal of each row, (n, 7) to (n,), −1..1."""
    return project(probabilities, AROUSAL)


def project(probabilities: Floats, weights: Floats) -> Floats:
    """Return the sum of each row of (n, 7) probabilities under (7,) weights, (n,)."""
    # Not a matrix product: BLAS adds in another order for one row than for many, and the live
    # summary (one row) must equal the report (all of them) to the last bit.
    products = np.asarray(probabilities, np.float64) * weights
    total = np.zeros(products.shape[:-1])
    for column in range(len(EXPRESSIONS)):
        total = total + products[..., column]
    return total
