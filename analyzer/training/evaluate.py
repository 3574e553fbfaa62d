"""Score a model exactly as it serves: the `.tflite` file, through the serving classifier."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer import weights
from analyzer.crops import Framing
from analyzer.expressions import SHOWN, TOLD, LiteRTClassifier, ModelError
from analyzer.faces import BUILDERS
from analyzer.output import command_line, prepare, write_json
from analyzer.pipeline import DETECTOR
from analyzer.results import EXPRESSIONS
from analyzer.training import intervals, metrics
from analyzer.training.answers import answers_of
from analyzer.training.conditions import refused, under_conditions
from analyzer.training.data import Faces, load
from analyzer.training.evaluation_figures import draw
from analyzer.training.flips import flip_averaging
from analyzer.training.manifest import record
from analyzer.training.temperature import offset, untempered
from analyzer.training.through import through_detector
from analyzer.training.timing import milliseconds, one_by_one

Floats = NDArray[np.float64]


class EvaluationError(ValueError):
    """An evaluation that cannot be made; the message is one line for the user."""


@dataclass(frozen=True)
class Request:
    """What to score: a model (name in the manifest, or path of a `.tflite`) on a split of data.

    `json` and `figures` are where the result goes (nowhere when None); `record` writes recall by
    class into the manifest's entry. `conditions` scores blurred, dark, small and tilted faces too,
    `through_detector` so many faces in whole frames (0: none), found by the `detector` of that
    name and cropped by its framing, or by (scale, shift) of another `framing`.
    """

    model: str
    data: Path
    split: str = "public"
    models: Path = weights.MODELS
    json: Path | None = None
    figures: Path | None = None
    record: bool = False
    conditions: bool = False
    through_detector: int = 0
    detector: str = DETECTOR
    framing: tuple[float, float] | None = None


def evaluate(request: Request) -> dict[str, Any]:
    """Return the evaluation's JSON and write what the request asks for.

    Raises OSError, DataError, WeightsError or EvaluationError before anything is written.
    """
    prepare(request.json, request.figures and request.figures / "confusion.png")
    content, entry = _model(request)
    faces = load(request.data).part(request.split)
    classifier = _classifier(request.model, content)
    answers = answers_of(classifier, faces.images)
    result = {
        "model": entry.name if entry else Path(request.model).name,
        "version": entry.version if entry else None,
        "model_sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "milliseconds": milliseconds({"": one_by_one(classifier)}, faces.images)[""],
        "command": command_line(),
        **faces.hashes(),
        "split": request.split,
        "classes": list(EXPRESSIONS),
        **figures_of(faces, answers),
        "uncalibrated": _uncalibrated(faces, answers, entry),
        **flip_averaging(classifier, faces, answers, entry),
        "conditions": under_conditions(classifier, faces) if request.conditions else None,
        "refused": refused(faces) if request.conditions else None,
        "detector": request.detector if request.through_detector else None,
        "through_detector": _through(request, classifier, faces),
    }
    _write(request, entry, result)
    if request.figures is not None:
        draw(request.figures, result, faces, answers)
    return result


def figures_of(faces: Faces, answers: Floats) -> dict[str, Any]:
    """Return every figure of answers (n, heads, 7); `fer_plus` is None without votes.

    Of two heads one is held to the labels and the other, which pages show, to the votes; `shown`
    says how well that one meets the labels it was never told.
    """
    labels = faces.labels.astype(np.intp)
    told, shown = answers[:, TOLD], answers[:, SHOWN]
    chosen = metrics.most_chosen(faces.labels, faces.votes)
    return {
        "heads": answers.shape[1],
        **asdict(metrics.scores(labels, told.argmax(1))),
        "ece": metrics.expected_calibration_error(labels, told),
        "negative_log_likelihood": metrics.negative_log_likelihood(labels, told),
        "intervals": intervals.of_labels(labels, told.argmax(1)),
        "risk_coverage": metrics.risk_coverage(chosen, shown),
        "fer_plus": _fer_plus(faces.votes, shown),
        "shown": {
            "accuracy": float((shown.argmax(1) == labels).mean()),
            "recall": metrics.scores(labels, shown.argmax(1)).recall,
        },
    }


def _uncalibrated(
    faces: Faces, answers: Floats, entry: weights.Model | None
) -> dict[str, float | None] | None:
    """Return the errors without the temperatures and offsets that the model holds inside.

    None where they are not known: of a file that the manifest does not name.
    """
    if entry is None:
        return None
    labels = faces.labels.astype(np.intp)
    alone = entry.temperature if answers.shape[1] == 1 else entry.label_temperature
    shown = untempered(answers[:, SHOWN], entry.temperature)
    told = offset(untempered(answers[:, TOLD], alone), [-value for value in entry.label_offsets])
    return {
        "ece": metrics.expected_calibration_error(labels, told),
        "negative_log_likelihood": metrics.negative_log_likelihood(labels, told),
        "vote_ece": None
        if faces.votes is None
        else metrics.vote_calibration_error(faces.votes, shown),
    }


def recall_of(result: Mapping[str, Any]) -> dict[str, float]:
    """Return the recall by class that the manifest records: that of the answer that pages show.

    Of two heads that one speaks of votes, and is held to their majority.
    """
    of_votes = result["heads"] == 2 and result["fer_plus"] is not None
    recall = (result["fer_plus"] if of_votes else result)["recall"]
    return {name: round(value, 4) for name, value in recall.items() if value is not None}


def summary(result: Mapping[str, Any]) -> str:
    """Return the figures as a few lines of text."""
    lines = [
        f"{result['model']} on {result['split']}: n {result['n']}, accuracy "
        f"{result['accuracy']:.4f}, macro F1 {result['macro_f1']:.4f}, macro recall "
        f"{result['macro_recall']:.4f}, ECE {result['ece']:.4f}, "
        f"NLL {result['negative_log_likelihood']:.4f}"
    ]
    for name, recall in result["recall"].items():
        lines.append(f"  {name:10} " + ("does not occur" if recall is None else f"{recall:.3f}"))
    votes = result["fer_plus"]
    if votes is not None:
        lines.append(
            f"FER+ majority: n {votes['n']}, accuracy {votes['accuracy']:.4f}, "
            f"vote ECE {votes['vote_ece']:.4f}"
        )
    if result["heads"] == 2:
        lines.append(f"What pages show, held to the labels: {result['shown']['accuracy']:.4f}")
    for view in ("unflipped", "flipped"):
        if result[view] is not None:
            lines.append(f"{view.capitalize()}: accuracy {result[view]['accuracy']:.4f}")
    for name, accuracy in (result["conditions"] or {}).items():
        lines.append(f"  {name:18} {accuracy:.4f}, not read {result['refused'][name]:.4f}")
    for row in result["through_detector"] or []:
        lines += [
            f"{row['face_px']} px high, {name}: found {kind['found']:.3f}, "
            f"elsewhere {kind['elsewhere']:.3f}, "
            f"direct {_shown(kind['direct'])}, through the detector {_shown(kind['through'])}, "
            f"overlap {_shown(kind['overlap'])}, bytes {kind['bytes']}"
            for name, kind in (("whole frames", row), ("region frames", row["region"]))
        ]
    return "\n".join(lines)


def _shown(share: float | None) -> str:
    return "none" if share is None else f"{share:.3f}"


def _through(
    request: Request, classifier: LiteRTClassifier, faces: Faces
) -> list[dict[str, Any]] | None:
    if not request.through_detector:
        return None
    detector = BUILDERS[request.detector]()
    if request.framing is not None:
        detector.framing = Framing(*request.framing)
    return through_detector(classifier, detector, faces, request.through_detector)


def _fer_plus(
    votes: NDArray[np.uint8] | None, probabilities: NDArray[np.float64]
) -> dict[str, Any] | None:
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
        "intervals": intervals.of_votes(votes, probabilities),
    }


def _model(request: Request) -> tuple[bytes, weights.Model | None]:
    path = Path(request.model)
    if path.suffix == ".tflite":
        if request.record:
            raise EvaluationError("--record needs a model of the manifest, not a path")
        if not path.is_file():
            raise EvaluationError(f"{path}: no such file")
        content = path.read_bytes()
        return content, weights.holding(content, request.models)
    entry = weights.model(request.model, request.models)
    return entry.read(), entry


def _classifier(name: str, content: bytes) -> LiteRTClassifier:
    try:
        return LiteRTClassifier(content)
    except ModelError as error:
        raise EvaluationError(f"{name}: {' '.join(str(error).split())}") from error


def _write(request: Request, entry: weights.Model | None, result: dict[str, Any]) -> None:
    if request.json is not None:
        write_json(request.json, result)
    if request.record and entry is not None:
        record(replace(entry, recall=recall_of(result)))
