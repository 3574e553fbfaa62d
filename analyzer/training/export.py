"""A checkpoint to what the workers load: `.tflite`, reference weights, manifest entry."""

import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import keras
import tensorflow as tf

from analyzer import weights
from analyzer.results import EXPRESSIONS
from analyzer.training.architectures import ARCHITECTURES
from analyzer.training.manifest import record
from analyzer.training.provenance import held_back_by
from analyzer.training.reference import store
from analyzer.training.run import load_checkpoint, side_of
from analyzer.training.serving import served, stored_calibration

UNCERTAIN_BELOW = 0.4
"""The threshold of a run that was not calibrated."""


class ExportError(ValueError):
    """A checkpoint that cannot be exported; the message is one line for the user."""


@dataclass(frozen=True)
class Order:
    """What to export: a run's folder, a name and version for the manifest, and where to.

    The run's `calibration.json` goes into the model. `uncertain_below` is the confidence under
    which a reading is called uncertain; None takes the fitted one. `quantised` stores kernels in
    eight bits (dynamic range): a quarter of the size. `default` makes it the model that serves.
    """

    folder: Path
    name: str
    version: str
    models: Path = weights.MODELS
    uncertain_below: float | None = None
    quantised: bool = False
    default: bool = False


def export(order: Order) -> Path:
    """Write `NAME.tflite`, `NAME.weights.npz` and the manifest; return the `.tflite` path.

    Recall by class comes with the evaluation (`evaluate --record`): an entry without one has none.
    Raises RunError, WeightsError or ExportError before anything is written.
    """
    _refuse_unfit(order)
    model = load_checkpoint(order.folder / "best.keras")
    if model.name not in ARCHITECTURES:
        raise ExportError(f"{order.folder} holds an unknown architecture {model.name!r}")
    side = side_of(order.folder)
    file = order.models / f"{order.name}.tflite"
    reference = order.models / f"{order.name}.weights.npz"
    calibration, doubt = stored_calibration(order.folder)
    content = to_tflite(served(model, calibration, side), quantised=order.quantised)
    _refuse_taken(order, hashlib.sha256(content).hexdigest())
    order.models.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    store(model, reference)
    entry = weights.Model(
        folder=order.models,
        name=order.name,
        file=file.name,
        sha256=_sha256(file),
        architecture=model.name,
        input="grey 48x48x1, float32 0..255; scaling is inside the model",
        classes=EXPRESSIONS,
        temperature=calibration.temperature,
        label_temperature=calibration.label_temperature,
        label_offsets=calibration.label_offsets,
        mirrored=calibration.mirrored,
        quantised=order.quantised,
        side=side,
        uncertain_below=next(
            limit for limit in (order.uncertain_below, doubt, UNCERTAIN_BELOW) if limit is not None
        ),
        version=order.version,
        recall={},
        card=f"{order.name}.md",
        reference=reference.name,
        reference_sha256=_sha256(reference),
        held_back=held_back_by(order.folder),
    )
    record(entry, default=order.default)
    return file


def _refuse_unfit(order: Order) -> None:
    """Raise ExportError where the manifest could not be read again, or its entry not be served."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+", order.name):
        raise ExportError(f"--name {order.name!r}: letters, digits, - and _ only")
    if not order.version or weights.BEHIND in order.version:
        raise ExportError(f"--version {order.version!r}: needs a name without {weights.BEHIND!r}")
    if order.uncertain_below is not None and not 0 <= order.uncertain_below <= 1:
        raise ExportError(f"--uncertain-below lies from 0 to 1, found {order.uncertain_below:g}")


def _refuse_taken(order: Order, sha256: str) -> None:
    """Raise ExportError where the manifest has another file of this version.

    A version is stored with every reading, and tells which network made it.
    """
    path = order.models / weights.MANIFEST
    listed = weights.manifest(path).get("models", {}) if path.is_file() else {}
    for name, fields in listed.items():
        if fields.get("version") == order.version and fields.get("sha256") != sha256:
            raise ExportError(
                f"version {order.version} is another file already ({name}): choose a new --version"
            )


def to_tflite(model: keras.Model, *, quantised: bool = False) -> bytes:
    """Return the model as a TensorFlow Lite flatbuffer, float32 or quantised, of any batch size."""
    with tempfile.TemporaryDirectory() as folder:
        model.export(folder, format="tf_saved_model", verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        if quantised:
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        return bytes(converter.convert())


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
