"""What reading a face as it is and as in a mirror gives: both are told, whichever serves."""

from dataclasses import replace
from typing import Any

from analyzer import weights
from analyzer.expressions import LABELS_HEAD, VOTES_HEAD
from analyzer.training import metrics
from analyzer.training.answers import Answering, answers_of
from analyzer.training.data import Faces

Floats = metrics.Floats


def flip_averaging(
    served: Answering, faces: Faces, answers: Floats, entry: weights.Model | None
) -> dict[str, Any]:
    """Return accuracies without (`unflipped`) and with (`flipped`) the mean over both views.

    `answers` (n, heads, 7) are those of what is served. One view of a model that takes both itself
    is told by its TensorFlow reference, which must be waited for. Both are None of a file that no
    manifest names: it may look twice, or not.
    """
    if entry is None:
        return {"unflipped": None, "flipped": None}
    if entry.mirrored:
        from analyzer.training.reference import TensorFlowClassifier

        alone = TensorFlowClassifier.of(replace(entry, mirrored=False))
        one, both = answers_of(alone, faces.images), answers
    else:
        one = answers
        both = (answers + answers_of(served, faces.images[:, :, ::-1])) / 2
    return {"unflipped": _accuracies(faces, one), "flipped": _accuracies(faces, both)}


def _accuracies(faces: Faces, answers: Floats) -> dict[str, float | None]:
    told = metrics.scores(faces.labels.astype(int), answers[:, LABELS_HEAD].argmax(1))
    return {
        "accuracy": told.accuracy,
        "macro_recall": told.macro_recall,
        "fer_plus": metrics.majority_accuracy(faces.votes, answers[:, VOTES_HEAD].argmax(1)),
    }
