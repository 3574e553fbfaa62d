"""What the manifest records of an evaluation: recall by class of the answer that pages show."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from analyzer import weights
from analyzer.results import EXPRESSIONS
from analyzer.training import metrics
from analyzer.training.data import Faces
from analyzer.training.manifest import record

SPLIT = "public"
"""The split whose recall weighs readings: the one that `weights.Model.recall` speaks of."""


class RecordError(ValueError):
    """An evaluation that the manifest may not record; the message is one line for the user."""


def refuse_unfit(faces: Faces, split: str, heads: int) -> None:
    """Raise RecordError where these faces do not give the recall that pages weigh readings by.

    That of two heads is held to the votes, and each class must be there: a class without recall
    would be weighed by nothing.
    """
    if split != SPLIT:
        raise RecordError(f"--record takes PublicTest: --split {SPLIT}, not {split}")
    if heads == 2 and faces.votes is None:
        raise RecordError("--record of a model with two heads needs data with FER+ votes")
    labels = faces.labels.astype(np.intp)
    if heads == 2 and faces.votes is not None:
        _, labels = metrics.majority_labels(faces.votes)
    counts = np.bincount(labels, minlength=len(EXPRESSIONS))
    missing = [name for name, count in zip(EXPRESSIONS, counts, strict=True) if not count]
    if missing:
        held = "FER+ majority" if heads == 2 else "label"
        raise RecordError(f"--record needs all classes: {held} {', '.join(missing)} does not occur")


def recall_of(result: Mapping[str, Any]) -> dict[str, float]:
    """Return the recall by class that the manifest records: that of the answer that pages show.

    Of two heads that one speaks of votes, and is held to their majority.
    """
    recall = (result["fer_plus"] if result["heads"] == 2 else result)["recall"]
    return {name: round(value, 4) for name, value in recall.items()}


def record_recall(entry: weights.Model, result: Mapping[str, Any]) -> None:
    """Write an evaluation's recall into the model's entry of the manifest."""
    record(replace(entry, recall=recall_of(result)))
