"""What is known of the models: the figures of their cards, read once from `models/` (R9).

Words stand in the pages, which translate them; figures come from `models/<name>.json`, written by
`analyzer evaluate`, and from the manifest that verifies what is served.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, TypedDict

from analyzer import weights
from analyzer.results import EXPRESSIONS


class ClassFigures(TypedDict):
    """One expression: pictures of it, and how often it was found and right, 0..1.

    `recall_votes` is against the majority of ten people, the others against the data's own labels.
    """

    name: str
    pictures: int
    recall: float
    precision: float
    recall_votes: float | None


class Condition(TypedDict):
    """Accuracy against the labels and most people's votes, 0..1, of pictures made worse."""

    name: str
    accuracy: float
    accuracy_votes: float | None


class Distance(TypedDict):
    """Pictures of faces so many pixels high of 480: the share read, and right once read, 0..1.

    Read is what the detector finds and the quality gate lets through; None read, none right.
    """

    face_px: int
    read: float
    accuracy: float | None


class Threshold(TypedDict):
    """Readings that are named from a probability on, and of those as most people said, 0..1."""

    threshold: float
    named: float
    right: float


class Unlearned(TypedDict):
    """The same of the pictures alone that do not lie among those learned from, too, 0..1.

    `left_out` is how many do, pixel by pixel.
    """

    left_out: int
    accuracy: float
    accuracy_votes: float | None


class Evaluation(TypedDict):
    """What was measured on test pictures, some of which were learned from, too (`unlearned`)."""

    pictures: int
    accuracy: float
    accuracy_low: float
    accuracy_high: float
    accuracy_votes: float | None
    unlearned: Unlearned | None
    calibration_error: float | None
    calibration_error_labels: float
    classes: list[ClassFigures]
    thresholds: list[Threshold]
    conditions: list[Condition]
    distances: list[Distance]


class ModelCard(TypedDict):
    """One model; `evaluation` is None where nobody has measured it."""

    name: str
    version: str
    serving: bool
    uncertain_below: float
    evaluation: Evaluation | None


@cache
def model_cards() -> tuple[ModelCard, ...]:
    """Return the manifest's models, the one that serves first."""
    serving = weights.model().name
    listed = weights.manifest(weights.MODELS / weights.MANIFEST)["models"]
    names = sorted(listed, key=lambda name: (name != serving, name))
    return tuple(_card(weights.model(name), name == serving) for name in names)


def card_of(version: str) -> ModelCard | None:
    """Return the card of the model that made a report's readings, None where it is not here."""
    own = weights.network(version)
    return next((card for card in model_cards() if card["version"] == own), None)


def _card(model: weights.Model, serving: bool) -> ModelCard:
    return {
        "name": model.name,
        "version": model.version,
        "serving": serving,
        "uncertain_below": model.uncertain_below,
        "evaluation": _evaluation(model.folder / f"{model.name}.json", model.version),
    }


def _evaluation(file: Path, version: str) -> Evaluation | None:
    if not file.exists():
        return None
    found = json.loads(file.read_text(encoding="utf-8"))
    if found.get("version") != version:
        return None  # Figures of an older model would be taken for this one's.
    votes = found.get("fer_plus") or {}
    low, high = found["intervals"]["accuracy"]
    return {
        "pictures": found["n"],
        "accuracy": found["accuracy"],
        "accuracy_low": low,
        "accuracy_high": high,
        "accuracy_votes": votes.get("accuracy"),
        "unlearned": _unlearned(found.get("without_duplicates")),
        "calibration_error": votes.get("vote_ece"),
        "calibration_error_labels": found["ece"],
        "classes": [_class(found, votes, row) for row in range(len(EXPRESSIONS))],
        "thresholds": [
            {"threshold": at["threshold"], "named": at["coverage"], "right": at["accuracy"]}
            for at in found.get("risk_coverage", [])
        ],
        "conditions": [
            _condition(name, row) for name, row in (found.get("conditions") or {}).items()
        ],
        "distances": [_distance(row) for row in found.get("through_detector") or []],
    }


def _unlearned(rest: dict[str, Any] | None) -> Unlearned | None:
    if rest is None:
        return None
    votes = rest["fer_plus"] or {}
    return {
        "left_out": rest["left_out"],
        "accuracy": rest["accuracy"],
        "accuracy_votes": votes.get("accuracy"),
    }


def _condition(name: str, row: dict[str, Any]) -> Condition:
    votes = row["fer_plus"] or {}
    return {"name": name, "accuracy": row["accuracy"], "accuracy_votes": votes.get("accuracy")}


def _class(found: dict[str, Any], votes: dict[str, Any], row: int) -> ClassFigures:
    name = EXPRESSIONS[row]
    return {
        "name": name,
        "pictures": sum(found["confusion"][row]),
        "recall": found["recall"][name],
        "precision": found["precision"][name],
        "recall_votes": votes.get("recall", {}).get(name),
    }


def _distance(row: dict[str, Any]) -> Distance:
    # Once a face is known, the browser sends the part around it: that is what serves.
    seen = row.get("region") or row
    accuracy = seen["through"]["accuracy"]
    return {"face_px": row["face_px"], "read": seen["read"], "accuracy": accuracy}
