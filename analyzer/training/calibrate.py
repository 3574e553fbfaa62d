"""Fit what turns a trained network's answer into shares of people, and the limit of doubt."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from analyzer.training import metrics
from analyzer.training.augment import sized
from analyzer.training.data import Faces, divide, load
from analyzer.training.run import load_checkpoint, side_of
from analyzer.training.serving import CALIBRATION, LEAST, Calibration

SHARES = np.linspace(0, 1, 21)
TEMPERATURES = np.geomspace(0.5, 2.5, 161)

Floats = NDArray[np.float64]


class CalibrationError(ValueError):
    """A run that cannot be calibrated; the message is one line for the user."""


@dataclass(frozen=True)
class Fit:
    """Which run to calibrate, on which data."""

    folder: Path
    data: Path


def calibrate(fit: Fit) -> dict[str, Any]:
    """Fit a run's calibration, write it into its folder and return it with before and after.

    The heads' shares are chosen on the pictures of Training that the run held back, temperature
    and threshold on PublicTest. Raises DataError, ExportError or CalibrationError.
    """
    model = load_checkpoint(fit.folder / "best.keras")
    faces = load(fit.data)
    held = _held_back(fit.folder, faces)
    share, side = 1.0, side_of(fit.folder)
    if len(model.output_shape) == 3:
        share = best_share(held, _answers(model, held, side))
    public = faces.part("public")
    answers = _answers(model, public, side)
    temperature = best_temperature(public, Calibration(share).applied(answers))
    calibration = Calibration(share, temperature)
    before, after = Calibration(share).applied(answers), calibration.applied(answers)
    result = {
        **asdict(calibration),
        "uncertain_below": doubt(public.labels.astype(np.intp), after),
        "before": _errors(public, before),
        "after": _errors(public, after),
        "data_sha256": faces.sha256,
    }
    text = json.dumps(result, indent=1) + "\n"
    (fit.folder / CALIBRATION).write_text(text, encoding="utf-8")
    return result


def best_share(faces: Faces, answers: Floats) -> float:
    """Return the label head's share (0..1) for the best mean of both accuracies.

    That of the labels and that of the FER+ majority; the middle of all shares that reach it
    within half a point, since a held-back set of some thousand pictures tells no better.
    """
    scores = np.array([_both(faces, Calibration(share).applied(answers)) for share in SHARES])
    good = SHARES[scores >= scores.max() - 0.005]
    return round(float((good.min() + good.max()) / 2), 3)


def best_temperature(faces: Faces, probabilities: Floats) -> float:
    """Return the temperature of the least cross-entropy to the shares of the votes.

    Where a picture has no votes its label stands for them.
    """
    wanted = np.eye(probabilities.shape[1])[faces.labels]
    if faces.votes is not None:
        shares = metrics.vote_shares(faces.votes)
        wanted = np.where(np.isnan(shares), wanted, shares)
    losses = [
        -(wanted * np.log(np.maximum(_tempered(probabilities, t), LEAST))).sum(1).mean()
        for t in TEMPERATURES
    ]
    return round(float(TEMPERATURES[int(np.argmin(losses))]), 3)


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


def _held_back(folder: Path, faces: Faces) -> Faces:
    """Return the pictures of Training that the run validated on."""
    try:
        recipe = json.loads((folder / "result.json").read_text(encoding="utf-8"))["recipe"]
    except (OSError, KeyError, json.JSONDecodeError) as error:
        raise CalibrationError(f"{folder}: no result.json of a run") from error
    return divide(faces.part("training"), recipe["validation"], recipe["seed"])[1]


def _answers(model: keras.Model, faces: Faces, side: int) -> Floats:
    images = np.stack([sized(image, side) for image in faces.images])
    return np.asarray(model.predict(images[..., None], batch_size=256, verbose=0), np.float64)


def _tempered(probabilities: Floats, temperature: float) -> Floats:
    return Calibration(temperature=temperature).applied(probabilities)


def _both(faces: Faces, probabilities: Floats) -> float:
    predicted = probabilities.argmax(1)
    accuracies = [float((predicted == faces.labels).mean())]
    if faces.votes is not None:
        rows, labels = metrics.majority_labels(faces.votes)
        accuracies.append(float((predicted[rows] == labels).mean()))
    return float(np.mean(accuracies))


def _errors(faces: Faces, probabilities: Floats) -> dict[str, float | None]:
    labels = faces.labels.astype(np.intp)
    votes = faces.votes
    return {
        "ece": metrics.expected_calibration_error(labels, probabilities),
        "nll": metrics.negative_log_likelihood(labels, probabilities),
        "vote_ece": None if votes is None else metrics.vote_calibration_error(votes, probabilities),
    }
