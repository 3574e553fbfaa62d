"""A trained network as it serves: two heads become one answer, and a probability means a share."""

import json
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
from keras import layers, ops
from numpy.typing import NDArray

from analyzer.training.architectures import ARCHITECTURES
from analyzer.training.forms import SIDE

LEAST = 1e-7
"""Smallest probability whose logarithm is taken."""

CALIBRATION = "calibration.json"
"""What `calibrate` leaves in a run's folder."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Calibration:
    """What is done to a network's answer before anybody sees it.

    `label_share` is the share of the head that was told the labels, 0..1, beside the one that
    was told the votes (no matter for one head); `temperature` divides the scores: above 1 the
    answer becomes more careful (Guo et al. 2017, "On Calibration of Modern Neural Networks").
    """

    label_share: float = 1.0
    temperature: float = 1.0

    def applied(self, answers: Floats) -> Floats:
        """Return probabilities (n, 7) of a network's answers (n, 7) or (n, 2, 7)."""
        if answers.ndim == 3:
            answers = answers[:, 0] * self.label_share + answers[:, 1] * (1 - self.label_share)
        # The softmax of scores ÷ T, from probabilities: their logarithm is a score.
        powers = np.maximum(answers, LEAST) ** (1 / self.temperature)
        return np.asarray(powers / powers.sum(1, keepdims=True), np.float64)


def served(model: keras.Model, calibration: Calibration, side: int = SIDE) -> keras.Model:
    """Return the network with the calibration inside, (n, 48, 48, 1) to (n, 7).

    A network that was trained on smaller pictures makes them itself: `side` pixels.
    """
    fixed = ARCHITECTURES[model.name](side)
    fixed.set_weights(model.get_weights())
    picture = keras.Input((SIDE, SIDE, 1), name="grey")
    seen = picture if side == SIDE else layers.Resizing(side, side)(picture)
    # Said aloud: Keras 3.15 normalises a nested network by the batch where nobody says otherwise.
    answer = fixed(seen, training=False)
    if len(answer.shape) == 3:
        share = calibration.label_share
        answer = answer[:, 0] * share + answer[:, 1] * (1 - share)
    if calibration.temperature != 1.0:
        scores = ops.log(ops.maximum(answer, LEAST)) / calibration.temperature
        answer = layers.Softmax(name="tempered")(scores)
    return keras.Model(picture, answer, name=model.name)


def stored_calibration(folder: Path) -> tuple[Calibration, float | None]:
    """Return a run's calibration and threshold; none of its own where it was not calibrated."""
    path = folder / CALIBRATION
    if not path.is_file():
        return Calibration(0.5), None
    found = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(found["label_share"], found["temperature"]), found["uncertain_below"]
