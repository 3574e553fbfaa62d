"""Fit what turns a trained network's answer into shares of people, and the limit of doubt."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from analyzer.expressions import LABELS_HEAD, VOTES_HEAD
from analyzer.results import EXPRESSIONS
from analyzer.training import metrics
from analyzer.training.architectures import LABELS, VOTES
from analyzer.training.cross_fit import wanted_shares
from analyzer.training.data import Faces, divide, load
from analyzer.training.run import load_checkpoint, result_of, side_of
from analyzer.training.serving import CALIBRATION, Calibration, served
from analyzer.training.temperature import best_temperature, offset
from analyzer.weights import NO_OFFSETS

POWERS = np.linspace(0, 1, 21)

Floats = NDArray[np.float64]


class CalibrationError(ValueError):
    """A run that cannot be calibrated; the message is one line for the user."""


@dataclass(frozen=True)
class Fit:
    """Which run to calibrate, on which data; `mirrored` is `Calibration`'s."""

    folder: Path
    data: Path
    mirrored: bool = False


def calibrate(fit: Fit) -> dict[str, Any]:
    """Fit a run's calibration on PublicTest, write it into its folder and return it.

    With errors before and after. Raises DataError, RunError or CalibrationError.
    """
    run = result_of(fit.folder)
    if not run:
        raise CalibrationError(f"{fit.folder}: no result.json of a run")
    model = load_checkpoint(fit.folder / "best.keras")
    data = load(fit.data)
    # An unpacked model knows nothing of its data.
    if run.get("data") == data.sha256:
        raise CalibrationError(f"{fit.folder} held pictures back by an earlier rule: train it anew")
    if run.get("data", data.content) != data.content:
        raise CalibrationError(f"{fit.folder} was trained with other data than {fit.data}")
    faces = data.part("public")
    uncalibrated = served(model, Calibration(mirrored=fit.mirrored), side_of(fit.folder))
    answers, recipe = _answers(uncalibrated, faces), run["recipe"]
    offsets = NO_OFFSETS
    if answers.ndim == 3:
        every, limit = data.part("training"), recipe.get("limit", 0)
        learned, held = divide(every, recipe["validation"], recipe["seed"], limit)
        own = _answers(uncalibrated, held)[:, LABELS]
        offsets = best_offsets(held.labels, own, learned.counts())
    calibration = fitted(faces, answers, recipe["target"]["votes"], offsets)
    calibration = replace(calibration, mirrored=fit.mirrored)
    after = calibration.applied(answers)
    result = {
        **asdict(calibration),
        "label_offsets": list(calibration.label_offsets),
        "uncertain_below": doubt(metrics.most_chosen(faces.labels, faces.votes), shown(after)),
        "before": _errors(faces, Calibration().applied(answers)),
        "after": _errors(faces, after),
        **data.hashes(),
    }
    text = json.dumps(result, indent=1) + "\n"
    (fit.folder / CALIBRATION).write_text(text, encoding="utf-8")
    return result


def shown(answers: Floats) -> Floats:
    """Return the answer that pages show, of answers (n, 7) or (n, 2, 7) as they serve."""
    return answers if answers.ndim == 2 else answers[:, VOTES_HEAD]


def doubt(labels: NDArray[np.intp], probabilities: Floats, width: int = 200) -> float:
    """Return the confidence under which a label is as often wrong as right, 0.2..0.6.

    Read off the risk-coverage order: the least confident pictures first, in windows of `width`,
    up to the first whose labels are right more often than not.
    """
    confidence = probabilities.max(1)
    order = np.argsort(confidence)
    hit = (probabilities.argmax(1) == labels)[order].astype(np.float64)
    width = min(width, len(hit))
    local = np.convolve(hit, np.ones(width) / width, mode="valid")
    wrong = np.flatnonzero(local < 0.5)
    if not len(wrong):
        return 0.2
    edge = float(confidence[order[min(wrong[-1] + width // 2, len(order) - 1)]])
    return round(float(np.clip(edge, 0.2, 0.6)), 2)


def best_offsets(
    labels: NDArray[np.uint8], probabilities: Floats, counts: NDArray[np.intp]
) -> tuple[float, ...]:
    """Return the offsets (7,) of the best accuracy and macro recall together.

    They are a power of the classes' rarity, by their `counts` in training, under which no accuracy
    is lost on the pictures that probabilities (n, 7) are of: ones that were not learned from.
    """
    rarity = -np.log(np.maximum(counts, 1) / counts.sum())
    rarity -= rarity.mean()
    truth = labels.astype(np.intp)
    plain = metrics.scores(truth, probabilities.argmax(1)).accuracy
    best, chosen = -1.0, NO_OFFSETS
    for power in POWERS:
        offsets = tuple(round(float(value), 4) for value in power * rarity)
        scores = metrics.scores(truth, offset(probabilities, offsets).argmax(1))
        if scores.accuracy >= plain and scores.accuracy + scores.macro_recall > best:
            best, chosen = scores.accuracy + scores.macro_recall, offsets
    return chosen


def fitted(
    faces: Faces, answers: Floats, votes: float, offsets: tuple[float, ...] = NO_OFFSETS
) -> Calibration:
    """Return the temperatures that bring each head nearest to what it was told.

    `votes` is the share of the votes in what a network with one head was told, 0..1; `offsets` are
    those of the labels' head of two.
    """
    shares, labels = wanted_shares(faces), np.eye(len(EXPRESSIONS))[faces.labels]
    if answers.ndim == 2:
        return Calibration(best_temperature(labels * (1 - votes) + shares * votes, answers))
    return Calibration(
        best_temperature(shares, answers[:, VOTES]),
        best_temperature(labels, offset(answers[:, LABELS], offsets)),
        offsets,
    )


def _answers(uncalibrated: keras.Model, faces: Faces) -> Floats:
    """Return the answers of a model that is to serve, in the network's own order."""
    images = faces.images[..., None].astype(np.float32)
    answers = uncalibrated.predict(images, batch_size=256, verbose=0)
    if answers.ndim == 2:
        return np.asarray(answers, np.float64)
    # LABELS, then VOTES: what is fitted has the network's own order.
    return np.stack([answers[:, LABELS_HEAD], answers[:, VOTES_HEAD]], 1).astype(np.float64)


def _errors(faces: Faces, answers: Floats) -> dict[str, float | None]:
    """Return the labels' errors of the last head, the votes' of the one that pages show."""
    labels = faces.labels.astype(np.intp)
    told = answers if answers.ndim == 2 else answers[:, LABELS_HEAD]
    return {
        "ece": metrics.expected_calibration_error(labels, told),
        "nll": metrics.negative_log_likelihood(labels, told),
        "vote_ece": metrics.vote_calibration_error(faces.votes, shown(answers)),
    }
