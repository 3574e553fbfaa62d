"""A trained network as it serves: calibrated, and the answer that pages show first."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import layers, ops

from analyzer.output import read_json
from analyzer.training.architectures import ARCHITECTURES, LABELS, VOTES
from analyzer.training.file_formats import SIDE
from analyzer.training.temperature import LEAST, Floats, offset, tempered
from analyzer.weights import NO_OFFSETS

LIT = 110.0
"""Mean grey, 0..255, up to which a darker face is lifted before it is read (decision 009)."""
CALIBRATION = "calibration.json"
"""What `calibrate` leaves in a run's folder."""


@dataclass(frozen=True)
class Calibration:
    """Temperatures: above 1 an answer becomes more careful, below 1 surer.

    `temperature` is that of the answer that pages show, which of two heads is the one that was
    told the votes; `label_temperature` that of the other, to whose scores `label_offsets` are added
    first: rare classes are named more often than the noisy labels taught. `mirrored`: a face is
    read as it is and as in a mirror, and the mean of both is what is calibrated (decision 026).
    """

    temperature: float = 1.0
    label_temperature: float = 1.0
    label_offsets: tuple[float, ...] = NO_OFFSETS
    mirrored: bool = False

    def applied(self, answers: Floats) -> Floats:
        """Return answers (n, 7) or (n, 2, 7) of a network as they serve: the votes' head first."""
        if answers.ndim == 2:
            return tempered(answers, self.temperature)
        votes = tempered(answers[:, VOTES], self.temperature)
        labels = offset(answers[:, LABELS], self.label_offsets)
        return np.stack([votes, tempered(labels, self.label_temperature)], 1)


def served(model: keras.Model, calibration: Calibration, side: int = SIDE) -> keras.Model:
    """Return the network with the calibration inside, (n, 48, 48, 1) to (n, 7) or (n, 2, 7).

    It lifts dark faces to the light of training, and a network that was trained on smaller
    pictures makes them itself: `side` pixels.
    """
    fixed = ARCHITECTURES[model.name](side)
    fixed.set_weights(model.get_weights())
    picture = keras.Input((SIDE, SIDE, 1), name="grey")
    seen = _lit(picture)
    if side != SIDE:
        seen = layers.Resizing(side, side)(seen)
    answer = _answered(fixed, seen, mirrored=calibration.mirrored)
    if len(answer.shape) == 2:
        return keras.Model(picture, _cooled(answer, calibration.temperature), name=model.name)
    votes = _cooled(answer[:, VOTES], calibration.temperature)
    labels = _cooled(answer[:, LABELS], calibration.label_temperature, calibration.label_offsets)
    return keras.Model(picture, ops.stack([votes, labels], 1), name=model.name)


def _answered(network: keras.Model, seen: Any, *, mirrored: bool) -> Any:
    # Said aloud: Keras 3.15 normalises a nested network by the batch where nobody says otherwise.
    if not mirrored:
        return network(seen, training=False)
    both = network(ops.concatenate([seen, ops.flip(seen, 2)]), training=False)
    return ops.mean(ops.reshape(both, (2, -1, *both.shape[1:])), 0)


def _lit(picture: keras.KerasTensor) -> Any:
    mean = ops.maximum(ops.mean(picture, axis=(1, 2, 3), keepdims=True), 1.0)
    return ops.minimum(picture * ops.maximum(LIT / mean, 1.0), 255.0)


def _cooled(
    answer: keras.KerasTensor, temperature: float, offsets: tuple[float, ...] = NO_OFFSETS
) -> Any:
    if temperature == 1.0 and offsets == NO_OFFSETS:
        return answer
    scores = ops.log(ops.maximum(answer, LEAST)) + ops.convert_to_tensor([offsets], "float32")
    return layers.Softmax()(scores / temperature)


def stored_calibration(folder: Path) -> tuple[Calibration, float | None]:
    """Return a run's calibration and threshold; none of its own where it was not calibrated.

    Raises ValueError, naming the file, where it is damaged.
    """
    path = folder / CALIBRATION
    if not path.is_file():
        return Calibration(), None
    found = read_json(path)
    try:
        calibration = Calibration(
            found["temperature"],
            found["label_temperature"],
            tuple(found["label_offsets"]),
            found["mirrored"],
        )
        return calibration, found["uncertain_below"]
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path}: damaged, fit it anew with `calibrate`") from error
