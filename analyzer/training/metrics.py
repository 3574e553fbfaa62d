"""Figures of a classifier on labelled faces: pure functions on arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS
from analyzer.training.file_formats import VOTE_COLUMNS

BINS = 15
"""Equal-width bins of confidence in both calibration errors (Guo et al. 2017)."""
THRESHOLDS = (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9)
"""Confidences at which the risk-coverage curve is told."""
MAJORITY = 5
"""A FER+ label is the class with more votes than this, of ten."""

Floats = NDArray[np.float64]
Labels = NDArray[np.intp]

# Where each of our seven classes stands among the vote columns.
_CLASS_COLUMNS = [VOTE_COLUMNS.index(name) for name in EXPRESSIONS]


@dataclass(frozen=True)
class Scores:
    """Agreement with one set of labels.

    `recall` and `precision` by class name; None where the class does not occur (is never
    predicted). Means are over the classes that occur. `confusion[i][j]` counts pictures of
    class i that were called j.
    """

    n: int
    accuracy: float
    macro_f1: float
    macro_recall: float
    recall: dict[str, float | None]
    precision: dict[str, float | None]
    confusion: list[list[int]]


def scores(labels: Labels, predicted: Labels) -> Scores:
    """Compare predicted classes (n,) with labels (n,), both 0..6."""
    classes = len(EXPRESSIONS)
    flat = np.bincount(labels * classes + predicted, minlength=classes * classes)
    confusion = flat.reshape(classes, classes)
    hits, actual, called = np.diag(confusion), confusion.sum(1), confusion.sum(0)
    recall = [h / n if n else None for h, n in zip(hits, actual, strict=True)]
    precision = [h / n if n else None for h, n in zip(hits, called, strict=True)]
    f1 = 2 * hits[actual > 0] / (actual + called)[actual > 0]
    return Scores(
        n=len(labels),
        accuracy=float(hits.sum() / len(labels)),
        macro_f1=float(f1.mean()),
        macro_recall=float(np.mean([r for r in recall if r is not None])),
        recall=_named(recall),
        precision=_named(precision),
        confusion=confusion.tolist(),
    )


def expected_calibration_error(labels: Labels, probabilities: Floats) -> float:
    """Return the mean gap between confidence and accuracy over bins of confidence, 0..1.

    `labels` (n,), `probabilities` (n, 7). Guo et al. 2017, "On Calibration of Modern Neural
    Networks".
    """
    hit = (probabilities.argmax(1) == labels).astype(np.float64)
    return _binned_gap(probabilities.max(1), hit)


def negative_log_likelihood(labels: Labels, probabilities: Floats) -> float:
    """Return the mean −ln p of the labelled class, nats."""
    chosen = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(chosen, 1e-12)).mean())


def majority_labels(votes: NDArray[np.uint8]) -> tuple[NDArray[np.intp], Labels]:
    """Return (rows, labels): the pictures whose FER+ votes (n, 10) agree on one of our classes."""
    best = votes.argmax(1)
    agreed = (votes.max(1) > MAJORITY) & np.isin(best, _CLASS_COLUMNS)
    rows = np.flatnonzero(agreed)
    to_class = {column: k for k, column in enumerate(_CLASS_COLUMNS)}
    return rows, np.array([to_class[int(column)] for column in best[rows]], np.intp)


def majority_accuracy(votes: NDArray[np.uint8] | None, predicted: Labels) -> float | None:
    """Return the share of pictures called (n,) as the FER+ majority calls them.

    None without votes (n, 10), or where they agree on no picture.
    """
    if votes is None:
        return None
    rows, labels = majority_labels(votes)
    return float((predicted[rows] == labels).mean()) if len(rows) else None


def vote_shares(votes: NDArray[np.uint8]) -> Floats:
    """Return each class's share of the votes (n, 10) for our seven classes, (n, 7).

    Rows without such a vote are NaN.
    """
    ours = votes[:, _CLASS_COLUMNS].astype(np.float64)
    total = ours.sum(1, keepdims=True)
    shares = np.full_like(ours, np.nan)
    np.divide(ours, total, out=shares, where=total > 0)
    return shares


def most_chosen(labels: NDArray[np.uint8], votes: NDArray[np.uint8] | None) -> Labels:
    """Return the class of most votes (n,), its label where a picture has no votes for ours."""
    chosen = labels.astype(np.intp)
    if votes is not None:
        shares = vote_shares(votes)
        known = ~np.isnan(shares[:, 0])
        chosen[known] = shares[known].argmax(1)
    return chosen


def vote_calibration_error(votes: NDArray[np.uint8] | None, probabilities: Floats) -> float | None:
    """Return the mean over classes of the gap between predicted and actual vote share, 0..1.

    A probability means the share of people who would choose the label; per class and bin, the
    mean predicted share is compared with the mean share of votes. None without votes (n, 10), or
    where nobody chose one of our classes.
    """
    if votes is None:
        return None
    shares = vote_shares(votes)
    known = ~np.isnan(shares[:, 0])
    return None if not known.any() else share_gap(probabilities[known], shares[known])


def share_gap(probabilities: Floats, shares: Floats) -> float:
    """Return the same of shares (n, 7) that are all known."""
    classes = range(len(EXPRESSIONS))
    return float(np.mean([_binned_gap(probabilities[:, k], shares[:, k]) for k in classes]))


def _binned_gap(predicted: Floats, actual: Floats) -> float:
    bins = np.minimum((predicted * BINS).astype(int), BINS - 1)
    return float(np.abs(np.bincount(bins, predicted - actual)).sum() / len(predicted))


def _named(values: list[float | None]) -> dict[str, float | None]:
    pairs = zip(EXPRESSIONS, values, strict=True)
    return {name: None if value is None else float(value) for name, value in pairs}


def risk_coverage(labels: Labels, probabilities: Floats) -> list[dict[str, float | None]]:
    """Return what each threshold of confidence keeps, and how much of that is right.

    Rows of `threshold`, `coverage` (share of pictures that keep their label) and `accuracy`
    among them, None where nothing is kept. El-Yaniv and Wiener 2010, "On the Foundations of
    Noise-free Selective Classification".
    """
    confidence, hit = probabilities.max(1), probabilities.argmax(1) == labels
    rows: list[dict[str, float | None]] = []
    for threshold in THRESHOLDS:
        kept = confidence >= threshold
        accuracy = float(hit[kept].mean()) if kept.any() else None
        rows.append({"threshold": threshold, "coverage": float(kept.mean()), "accuracy": accuracy})
    return rows


def reliability(predicted: Floats, actual: Floats) -> list[tuple[float, float, int]]:
    """Return (mean predicted, mean actual, count) of each bin that holds anything."""
    bins = np.minimum((predicted * BINS).astype(int), BINS - 1)
    rows = []
    for k in np.unique(bins):
        inside = bins == k
        means = float(predicted[inside].mean()), float(actual[inside].mean())
        rows.append((*means, int(inside.sum())))
    return rows
