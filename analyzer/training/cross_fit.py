"""How well probabilities are calibrated: without the fit, and by one that did not see the pictures.

Temperatures are fitted on PublicTest, which is reported too. Fitted on one half and held to the
other (cross-fitting), they tell what that flatters.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer import weights
from analyzer.expressions import LABELS_HEAD, VOTES_HEAD
from analyzer.results import EXPRESSIONS
from analyzer.training import metrics
from analyzer.training.data import Faces, whole_groups
from analyzer.training.duplicates import together
from analyzer.training.temperature import best_temperature, offset, tempered, untempered

Floats = metrics.Floats


def wanted_shares(faces: Faces) -> Floats:
    """Return the shares of the votes (n, 7), the label where a picture has no votes."""
    labels = np.eye(len(EXPRESSIONS))[faces.labels]
    if faces.votes is None:
        return labels
    shares = metrics.vote_shares(faces.votes)
    return np.where(np.isnan(shares), labels, shares)


def as_trained(answers: Floats, entry: weights.Model) -> Floats:
    """Return answers (n, heads, 7) as they were before the model's temperatures and offsets."""
    alone = entry.temperature if answers.shape[1] == 1 else entry.label_temperature
    told = offset(
        untempered(answers[:, LABELS_HEAD], alone), [-value for value in entry.label_offsets]
    )
    if answers.shape[1] == 1:
        return told[:, None]
    return np.stack([untempered(answers[:, VOTES_HEAD], entry.temperature), told], 1)


def errors(faces: Faces, answers: Floats) -> dict[str, float | None]:
    """Return `ece`, `negative_log_likelihood` and `vote_ece` (None without votes) of answers."""
    labels, told = faces.labels.astype(np.intp), answers[:, LABELS_HEAD]
    return {
        "ece": metrics.expected_calibration_error(labels, told),
        "negative_log_likelihood": metrics.negative_log_likelihood(labels, told),
        "vote_ece": metrics.vote_calibration_error(faces.votes, answers[:, VOTES_HEAD]),
    }


def cross_fitted(
    faces: Faces, answers: Floats, entry: weights.Model, seed: int = 1
) -> dict[str, Any]:
    """Return the errors by temperatures fitted on the half that a picture is not in.

    `answers` (n, heads, 7) are as trained; the model's offsets stay, which were not chosen on
    these pictures. Halves are drawn by seed, the same pictures into the same one. `temperatures`
    are those of the labels' head and of the votes', for each half.
    """
    order = together(faces.images, np.random.default_rng(seed).permutation(len(faces)))
    middle = whole_groups(faces.images, order, len(order) // 2)
    # Where all are copies of one picture nothing keeps them apart.
    halves = np.split(order, [middle if middle < len(order) else len(order) // 2])
    fitted, used = np.empty_like(answers), []
    for one, other in (halves, halves[::-1]):
        found = _temperatures(faces.rows(other), answers[other], entry)
        told = offset(answers[one][:, LABELS_HEAD], entry.label_offsets)
        fitted[one, LABELS_HEAD] = tempered(told, found["labels"])
        if answers.shape[1] == 2:
            fitted[one, VOTES_HEAD] = tempered(answers[one][:, VOTES_HEAD], found["votes"])
        used.append(found)
    return {**errors(faces, fitted), "temperatures": used}


def _temperatures(faces: Faces, answers: Floats, entry: weights.Model) -> dict[str, float]:
    """Return the best temperature of each head; one head alone is fitted to the labels."""
    labels = np.eye(len(EXPRESSIONS))[faces.labels]
    told = offset(answers[:, LABELS_HEAD], entry.label_offsets)
    found = {"labels": best_temperature(labels, told)}
    if answers.shape[1] == 2:
        found["votes"] = best_temperature(wanted_shares(faces), answers[:, VOTES_HEAD])
    return found


def curves(faces: Faces, answers: Floats) -> dict[str, list[tuple[float, float, int]]]:
    """Return the reliability of both heads: rows of mean predicted, mean found and count, by bin.

    `labels` is confidence against accuracy, `votes` predicted against actual share of all classes
    (empty without votes).
    """
    told, shown = answers[:, LABELS_HEAD], answers[:, VOTES_HEAD]
    hit = (told.argmax(1) == faces.labels).astype(np.float64)
    return {
        "labels": metrics.reliability(told.max(1), hit),
        "votes": [] if faces.votes is None else _of_shares(faces.votes, shown),
    }


def _of_shares(votes: NDArray[np.uint8], shown: Floats) -> list[tuple[float, float, int]]:
    shares = metrics.vote_shares(votes)
    known = ~np.isnan(shares[:, 0])
    return metrics.reliability(shown[known].ravel(), shares[known].ravel())
