"""Score a model exactly as it serves: the `.tflite` file, through the serving classifier."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer import weights
from analyzer.crops import Framing
from analyzer.expressions import LiteRTClassifier, ModelError
from analyzer.faces import BUILDERS
from analyzer.output import command_line, keep_apart, prepare, write_json
from analyzer.pipeline import DETECTOR
from analyzer.results import EXPRESSIONS
from analyzer.training import cross_fit
from analyzer.training.answers import answers_of
from analyzer.training.conditions import under_conditions
from analyzer.training.data import Faces, load
from analyzer.training.evaluation_figures import draw
from analyzer.training.file_formats import SPLITS
from analyzer.training.flips import flip_averaging
from analyzer.training.metrics import Floats
from analyzer.training.recording import record_recall, refuse_unfit
from analyzer.training.scoring import figures_of, without_duplicates
from analyzer.training.through_detector import through_detector
from analyzer.training.timing import milliseconds, one_by_one
from analyzer.weights import MANIFEST

Images = NDArray[np.uint8]


class EvaluationError(ValueError):
    """An evaluation that cannot be made; the message is one line for the user."""


@dataclass(frozen=True)
class Request:
    """What to score: a model (name in the manifest, or path of a `.tflite`) on a split of data.

    `split` None is PublicTest, or all of data that has no more than one split.
    `json` and `figures` are where the result goes (nowhere when None); `record` writes recall by
    class into the manifest's entry. `conditions` scores blurred, dark, small and tilted faces too,
    `through_detector` so many faces in whole frames (0: none), found by the `detector` of that
    name and cropped by its framing, or by (scale, shift) of another `framing`. `seen` is the data
    whose training split was learned from, where the data itself has none: what is scored is told
    without those pictures, too.
    """

    model: str
    data: Path
    split: str | None = None
    models: Path = weights.MODELS
    json: Path | None = None
    figures: Path | None = None
    record: bool = False
    conditions: bool = False
    through_detector: int = 0
    detector: str = DETECTOR
    framing: tuple[float, float] | None = None
    seen: Path | None = None


def evaluate(request: Request) -> dict[str, Any]:
    """Return the evaluation's JSON and write what the request asks for.

    Raises OSError, ValueError of any kind (DataError, RecordError, EvaluationError) or WeightsError
    before anything is written.
    """
    for read in (request.data, request.seen, Path(request.model), request.models / MANIFEST):
        keep_apart(read, request.json)
    prepare(request.json, request.figures and request.figures / "confusion.png")
    content, entry = _model(request)
    data = load(request.data)
    split = request.split or _usual(data.splits())
    faces, learned = data.part(split), _learned(request, data)
    classifier = _classifier(request.model, content)
    if request.record:
        refuse_unfit(faces, split, classifier.heads)
    answers = answers_of(classifier, faces.images)
    doubt = entry.uncertain_below if entry else None
    result = {
        "model": entry.name if entry else Path(request.model).name,
        "version": entry.version if entry else None,
        "model_sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "milliseconds": milliseconds({"": one_by_one(classifier)}, faces.images)[""],
        "command": command_line(),
        **faces.hashes(),
        "split": split,
        "classes": list(EXPRESSIONS),
        **figures_of(faces, answers),
        "without_duplicates": without_duplicates(faces, answers, learned),
        **_calibration(faces, answers, entry),
        **flip_averaging(classifier, faces, answers, entry),
        "conditions": under_conditions(classifier, faces, doubt) if request.conditions else None,
        "detector": request.detector if request.through_detector else None,
        "through_detector": _through(request, classifier, faces, doubt),
    }
    if request.json is not None:
        write_json(request.json, result)
    if request.record and entry is not None:
        record_recall(entry, result)
    if request.figures is not None:
        draw(request.figures, result)
    return result


def _usual(splits: list[str]) -> str:
    return splits[0] if len(splits) == 1 else "public"


def _learned(request: Request, data: Faces) -> Images | None:
    """Return the training pictures (n, 48, 48) that the request or the data itself names."""
    if request.seen is not None:
        return load(request.seen).part("training").images
    learned = data.split == SPLITS["training"]
    return data.images[learned] if learned.any() else None


def _calibration(faces: Faces, answers: Floats, entry: weights.Model | None) -> dict[str, Any]:
    """Return the errors without the model's temperatures and offsets, those of cross-fitting, and
    the curves of reliability.

    What needs the calibration is None where it is not known: of a file that no manifest names. A
    single picture has no other half.
    """
    after = cross_fit.curves(faces, answers)
    if entry is None:
        found = {"uncalibrated": None, "cross_fitted": None}
        return {**found, "reliability": {"after": after, "before": None}}
    trained = cross_fit.as_trained(answers, entry)
    return {
        "uncalibrated": cross_fit.errors(faces, trained),
        "cross_fitted": cross_fit.cross_fitted(faces, trained, entry) if len(faces) > 1 else None,
        "reliability": {"after": after, "before": cross_fit.curves(faces, trained)},
    }


def _through(
    request: Request, classifier: LiteRTClassifier, faces: Faces, doubt: float | None
) -> list[dict[str, Any]] | None:
    if not request.through_detector:
        return None
    detector = BUILDERS[request.detector]()
    if request.framing is not None:
        detector.framing = Framing(*request.framing)
    return through_detector(classifier, detector, faces, doubt, request.through_detector)


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
