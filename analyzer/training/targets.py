"""What a network is to answer for each picture, and how much each picture counts."""

import numpy as np
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS
from analyzer.training.data import Faces
from analyzer.training.metrics import vote_shares
from analyzer.training.recipes import Balance, Target

Floats = NDArray[np.float32]


def targets(faces: Faces, rule: Target, heads: int) -> Floats:
    """Return the targets (n, 7), or (n, 2, 7) for two heads: labels first, then vote shares.

    A picture without votes for one of the seven classes is told its label twice.
    """
    labels = np.eye(len(EXPRESSIONS))[faces.labels]
    shares = labels if faces.votes is None else vote_shares(faces.votes)
    shares = np.where(np.isnan(shares), labels, shares)
    smooth = labels * (1 - rule.smoothing) + rule.smoothing / len(EXPRESSIONS)
    if heads == 2:
        return np.stack([smooth, shares], 1).astype(np.float32)
    return (smooth * (1 - rule.votes) + shares * rule.votes).astype(np.float32)


def drawn(
    labels: NDArray[np.uint8], rule: Balance, random: np.random.Generator
) -> NDArray[np.intp]:
    """Return an epoch's positions in random order; small classes come more than once."""
    order = [np.arange(len(labels))]
    missing = _missing(labels, rule)
    for label in np.flatnonzero(missing):
        order.append(random.choice(np.flatnonzero(labels == label), missing[label]))
    return random.permutation(np.concatenate(order))


def steps(labels: NDArray[np.uint8], rule: Balance, batch: int) -> int:
    """Return how many whole batches an epoch of `drawn` positions has; at least one."""
    return max(1, (len(labels) + int(_missing(labels, rule).sum())) // batch)


def _missing(labels: NDArray[np.uint8], rule: Balance) -> NDArray[np.intp]:
    """Return how many further views each class gets, (7,)."""
    counts = np.bincount(labels, minlength=len(EXPRESSIONS))
    wanted = int(rule.generated * counts.max())
    return np.where(counts > 0, np.maximum(wanted - counts, 0), 0)


def class_weights(labels: NDArray[np.uint8], exponent: float) -> Floats | None:
    """Return each picture's weight in the loss (n,), with mean 1; None where all count alike."""
    if not exponent:
        return None
    counts = np.bincount(labels, minlength=len(EXPRESSIONS)).astype(np.float64)
    weights = (1 / counts[labels]) ** exponent
    return np.asarray(weights / weights.mean(), np.float32)
