"""Every figure of a model's answers about labelled faces."""

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.expressions import LABELS_HEAD, VOTES_HEAD
from analyzer.results import EXPRESSIONS
from analyzer.training import intervals, metrics
from analyzer.training.data import Faces
from analyzer.training.duplicates import unseen

Floats = metrics.Floats


def figures_of(faces: Faces, answers: Floats) -> dict[str, Any]:
    """Return every figure of answers (n, heads, 7); `fer_plus` is None without votes.

    Of two heads one is held to the labels and the other, which pages show, to the votes; `shown`
    says how well that one meets the labels it was never told.
    """
    labels = faces.labels.astype(np.intp)
    told, shown = answers[:, LABELS_HEAD], answers[:, VOTES_HEAD]
    scores = metrics.scores(labels, told.argmax(1))
    chosen = metrics.most_chosen(faces.labels, faces.votes)
    return {
        "heads": answers.shape[1],
        **asdict(scores),
        "ece": metrics.expected_calibration_error(labels, told),
        "negative_log_likelihood": metrics.negative_log_likelihood(labels, told),
        "intervals": {
            **intervals.of_labels(labels, told.argmax(1)),
            **intervals.of_calibration(labels, told),
            "recall": intervals.of_recall(scores.confusion),
        },
        "risk_coverage": metrics.risk_coverage(chosen, shown),
        "fer_plus": _fer_plus(faces.votes, shown),
        "shown": {
            "accuracy": float((shown.argmax(1) == labels).mean()),
            "recall": metrics.scores(labels, shown.argmax(1)).recall,
        },
    }


def without_duplicates(
    faces: Faces, answers: Floats, learned: NDArray[np.uint8] | None
) -> dict[str, Any] | None:
    """Return the main figures of the faces that were not learned from, pixel by pixel.

    `learned` are the training pictures (k, 48, 48); None where they are not at hand. The answer is
    None then, and where no other picture is left.
    """
    kept = None if learned is None else unseen(faces.images, learned)
    if kept is None or not len(kept):
        return None
    found = figures_of(faces.rows(kept), answers[kept])
    names = ("n", "accuracy", "macro_f1", "macro_recall", "recall", "ece", "fer_plus", "intervals")
    return {**{name: found[name] for name in names}, "left_out": len(faces) - len(kept)}


def reading(faces: Faces, answers: Floats, uncertain_below: float | None) -> dict[str, Any]:
    """Return how faces are read, in short: against the labels, and what pages show of them.

    `fer_plus` and `vote_ece` are of the head that pages show, None without votes (a majority);
    `uncertain` is the share that pages would call so, None where the threshold is not known.
    `accuracy` of no faces is None.
    """
    told, shown = answers[:, LABELS_HEAD].argmax(1), answers[:, VOTES_HEAD]
    doubtful = None if uncertain_below is None else shown.max(1) < uncertain_below
    return {
        **_agreed(told == faces.labels),
        "fer_plus": None if faces.votes is None else _majority(faces.votes, shown),
        "vote_ece": metrics.vote_calibration_error(faces.votes, shown),
        "uncertain": None if doubtful is None or not len(faces) else float(doubtful.mean()),
    }


def _majority(votes: NDArray[np.uint8], shown: Floats) -> dict[str, Any]:
    rows, labels = metrics.majority_labels(votes)
    return {"n": len(rows), **_agreed(shown[rows].argmax(1) == labels)}


def _agreed(hits: NDArray[np.bool_]) -> dict[str, Any]:
    accuracy = float(hits.mean()) if len(hits) else None
    return {"accuracy": accuracy, "interval": intervals.wilson(int(hits.sum()), len(hits))}


def _fer_plus(votes: NDArray[np.uint8] | None, probabilities: Floats) -> dict[str, Any] | None:
    if votes is None:
        return None
    rows, labels = metrics.majority_labels(votes)
    if not len(rows):
        return None
    scores = metrics.scores(labels, probabilities[rows].argmax(1))
    return {
        "n": scores.n,
        "accuracy": scores.accuracy,
        "recall": scores.recall,
        "vote_ece": metrics.vote_calibration_error(votes, probabilities),
        "counts": dict(zip(EXPRESSIONS, map(sum, scores.confusion), strict=True)),
        "intervals": {
            **intervals.of_votes(votes, probabilities),
            "recall": intervals.of_recall(scores.confusion),
        },
    }
