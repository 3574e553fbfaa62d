"""Score a model exactly as it serves: the `.tflite` file, through the serving classifier."""

import hashlib
import json
import shlex
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer import weights
from analyzer.expressions import ExpressionClassifier, LiteRTClassifier
from analyzer.results import EXPRESSIONS
from analyzer.training import metrics
from analyzer.training.data import Faces, load
from analyzer.training.figures import draw_confusion
from analyzer.training.manifest import record

BATCH = 256


class EvaluationError(ValueError):
    """An evaluation that cannot be made; the message is one line for the user."""


@dataclass(frozen=True)
class Request:
    """What to score: a model (name in the manifest, or path of a `.tflite`) on a split of data.

    `json` and `figures` are where the result goes (nowhere when None); `record` writes recall by
    class into the manifest's entry.
    """

    model: str
    data: Path
    split: str = "public"
    models: Path = weights.MODELS
    json: Path | None = None
    figures: Path | None = None
    record: bool = False


def evaluate(request: Request) -> dict[str, Any]:
    """Return the evaluation's JSON and write what the request asks for.

    Raises DataError, WeightsError or EvaluationError before anything is written.
    """
    content, entry = _model(request)
    faces = load(request.data).part(request.split)
    classifier = LiteRTClassifier(content)
    probabilities = classify(classifier, faces.images)
    result = {
        "model": entry.name if entry else Path(request.model).name,
        "version": entry.version if entry else None,
        "model_sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "milliseconds": milliseconds(classifier, faces.images),
        "command": shlex.join(["python", "-m", "analyzer", *sys.argv[1:]]),
        "data_sha256": faces.sha256,
        "split": request.split,
        "classes": list(EXPRESSIONS),
        **figures_of(faces, probabilities),
    }
    _write(request, entry, result)
    return result


def classify(classifier: ExpressionClassifier, images: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return probabilities (n, 7) of uint8 (n, 48, 48), batch by batch."""
    batches = [classifier.classify(images[at : at + BATCH]) for at in range(0, len(images), BATCH)]
    return np.concatenate(batches).astype(np.float64)


def figures_of(faces: Faces, probabilities: NDArray[np.float64]) -> dict[str, Any]:
    """Return every figure of MODEL's list; `fer_plus` is None without votes."""
    labels = faces.labels.astype(np.intp)
    predicted = probabilities.argmax(1)
    return {
        **asdict(metrics.scores(labels, predicted)),
        "ece": metrics.expected_calibration_error(labels, probabilities),
        "nll": metrics.negative_log_likelihood(labels, probabilities),
        "fer_plus": _fer_plus(faces.votes, probabilities),
    }


def milliseconds(classifier: ExpressionClassifier, images: NDArray[np.uint8]) -> float:
    """Return the median time of one face, alone, on one core."""
    times = []
    for _ in range(200):
        start = time.perf_counter()
        classifier.classify(images[:1])
        times.append(time.perf_counter() - start)
    return round(float(np.median(times)) * 1e3, 3)


def summary(result: Mapping[str, Any]) -> str:
    """Return the figures as a few lines of text."""
    lines = [
        f"{result['model']} on {result['split']}: n {result['n']}, accuracy "
        f"{result['accuracy']:.4f}, macro F1 {result['macro_f1']:.4f}, macro recall "
        f"{result['macro_recall']:.4f}, ECE {result['ece']:.4f}, NLL {result['nll']:.4f}"
    ]
    for name, recall in result["recall"].items():
        lines.append(f"  {name:10} " + ("does not occur" if recall is None else f"{recall:.3f}"))
    votes = result["fer_plus"]
    if votes is not None:
        lines.append(
            f"FER+ majority: n {votes['n']}, accuracy {votes['accuracy']:.4f}, "
            f"vote ECE {votes['vote_ece']:.4f}"
        )
    return "\n".join(lines)


def _fer_plus(
    votes: NDArray[np.uint8] | None, probabilities: NDArray[np.float64]
) -> dict[str, Any] | None:
    if votes is None:
        return None
    rows, labels = metrics.majority_labels(votes)
    if not len(rows):
        return None
    scores = metrics.scores(labels, probabilities[rows].argmax(1))
    kept = {"n": scores.n, "accuracy": scores.accuracy, "recall": scores.recall}
    return {**kept, "vote_ece": metrics.vote_calibration_error(votes, probabilities)}


def _model(request: Request) -> tuple[bytes, weights.Model | None]:
    path = Path(request.model)
    if path.suffix == ".tflite":
        if request.record:
            raise EvaluationError("--record needs a model of the manifest, not a path")
        if not path.is_file():
            raise EvaluationError(f"{path}: no such file")
        return path.read_bytes(), None
    entry = weights.model(request.model, request.models)
    return entry.read(), entry


def _write(request: Request, entry: weights.Model | None, result: dict[str, Any]) -> None:
    if request.json is not None:
        request.json.parent.mkdir(parents=True, exist_ok=True)
        request.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if request.figures is not None:
        request.figures.mkdir(parents=True, exist_ok=True)
        draw_confusion(request.figures / "confusion.png", np.array(result["confusion"]))
    if request.record and entry is not None:
        known = {k: round(v, 4) for k, v in result["recall"].items() if v is not None}
        record(replace(entry, recall=known))
