"""The TensorFlow reference of the serving path: the same weights in the network they came from."""

import io
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from analyzer.expressions import VOTES_HEAD
from analyzer.results import EXPRESSIONS
from analyzer.training.architectures import ARCHITECTURES
from analyzer.training.serving import Calibration, served
from analyzer.weights import Model, WeightsError


class TensorFlowClassifier:
    """An ExpressionClassifier that runs the Keras model; what LiteRT is held to, never served."""

    def __init__(self, model: keras.Model) -> None:
        self._model = model

    @classmethod
    def of(cls, entry: Model) -> "TensorFlowClassifier":
        """Rebuild the manifest's model from its architecture and stored weights."""
        model = ARCHITECTURES[entry.architecture](entry.side)
        restore(model, entry.read_reference())
        calibration = Calibration(
            entry.temperature, entry.label_temperature, entry.label_offsets, entry.mirrored
        )
        return cls(served(model, calibration, entry.side))

    def classify(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return probabilities (n, 7) of grey crops uint8 (n, 48, 48)."""
        return self.answers(crops)[:, VOTES_HEAD]

    def answers(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return what every head says, (n, heads, 7), as they serve."""
        answer = self._model(crops[..., None].astype(np.float32), training=False)
        return np.asarray(answer, np.float32).reshape(len(crops), -1, len(EXPRESSIONS))


def store(model: keras.Model, path: Path) -> None:
    """Write the model's weights as npz, numbered in the model's own order."""
    named = {
        f"{position:03d} {variable.path}": variable.numpy()
        for position, variable in enumerate(model.weights)
    }
    np.savez_compressed(path, allow_pickle=False, **named)


def restore(model: keras.Model, content: bytes) -> None:
    """Load what `store` wrote into a model of the same architecture. Raises WeightsError."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        arrays = [stored[name] for name in sorted(stored.files)]
    try:
        model.set_weights(arrays)
    except ValueError as error:
        raise WeightsError(f"the stored weights do not fit {model.name}") from error
