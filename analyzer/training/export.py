"""A checkpoint to what the workers load: `.tflite`, reference weights, manifest entry."""

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

import keras
import tensorflow as tf

from analyzer import weights
from analyzer.results import EXPRESSIONS
from analyzer.training.architectures import ARCHITECTURES
from analyzer.training.manifest import record
from analyzer.training.reference import store


class ExportError(ValueError):
    """A checkpoint that cannot be exported; the message is one line for the user."""


@dataclass(frozen=True)
class Order:
    """What to export: a run's folder, a name and version for the manifest, and where to.

    `uncertain_below` is the confidence under which a reading is called uncertain.
    """

    folder: Path
    name: str
    version: str
    models: Path = weights.MODELS
    uncertain_below: float = 0.4


def export(order: Order) -> Path:
    """Write `NAME.tflite`, `NAME.weights.npz` and the manifest; return the `.tflite` path.

    Recall by class comes with the evaluation (`record_recall`): an entry without one has none.
    """
    model = load_checkpoint(order.folder / "best.keras")
    if model.name not in ARCHITECTURES:
        raise ExportError(f"{order.folder} holds an unknown architecture {model.name!r}")
    file = order.models / f"{order.name}.tflite"
    reference = order.models / f"{order.name}.weights.npz"
    order.models.mkdir(parents=True, exist_ok=True)
    file.write_bytes(to_tflite(model))
    store(model, reference)
    entry = weights.Model(
        folder=order.models,
        name=order.name,
        file=file.name,
        sha256=_sha256(file),
        architecture=model.name,
        input="grey 48x48x1, float32 0..255; scaling is inside the model",
        classes=EXPRESSIONS,
        temperature=1.0,
        uncertain_below=order.uncertain_below,
        version=order.version,
        recall={},
        card=f"{order.name}.md",
        reference=reference.name,
        reference_sha256=_sha256(reference),
    )
    record(entry)
    return file


def load_checkpoint(path: Path) -> keras.Model:
    """Return a saved Keras model. Raises ExportError where there is none."""
    if not path.is_file():
        raise ExportError(f"{path}: no such checkpoint")
    try:
        return keras.models.load_model(path, compile=False)
    except (OSError, ValueError, TypeError) as error:
        raise ExportError(f"{path}: not a readable checkpoint") from error


def to_tflite(model: keras.Model) -> bytes:
    """Return the model as a TensorFlow Lite flatbuffer, float32, with a free batch size."""
    with tempfile.TemporaryDirectory() as folder:
        model.export(folder, format="tf_saved_model", verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        return bytes(converter.convert())


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
