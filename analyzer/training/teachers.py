"""Networks that teach another: what they say of the views that it is shown."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer import weights
from analyzer.expressions import LABELS_HEAD, VOTES_HEAD, LiteRTClassifier
from analyzer.training.architectures import LABELS
from analyzer.training.file_formats import SIDE

BATCH = 128
"""Pictures a teacher is asked about at once."""

Floats = NDArray[np.float32]


class Teachers:
    """Models of the manifest as they serve; none at all corrects nothing.

    Raises WeightsError for a name the manifest lacks or a file with another hash.
    """

    def __init__(self, names: Sequence[str], models: Path = weights.MODELS) -> None:
        self._files = [weights.model(name, models).read() for name in names]
        self._threads = max(1, os.cpu_count() or 1)

    def corrected(self, views: NDArray[np.uint8], targets: Floats, taught: float) -> Floats:
        """Return targets of which `taught` (0..1) is what the teachers say of the views.

        Views are uint8 (n, h, h), targets (n, 7), or (n, 2, 7): labels first, then votes.
        """
        if not self._files:
            return targets
        said = np.mean([self._said(file, views) for file in self._files], 0)
        wanted = said[:, LABELS] if targets.ndim == 2 else said
        return np.asarray(targets * (1 - taught) + wanted * taught, np.float32)

    def _said(self, file: bytes, views: NDArray[np.uint8]) -> Floats:
        """Return one teacher's answers (n, 2, 7): labels, votes; one head answers for both."""
        parts = np.array_split(np.arange(len(views)), self._threads)
        with ThreadPoolExecutor(self._threads) as pool:
            answers = np.concatenate([*pool.map(lambda part: _asked(file, views[part]), parts)])
        return np.stack([answers[:, LABELS_HEAD], answers[:, VOTES_HEAD]], 1)


def _asked(file: bytes, views: NDArray[np.uint8]) -> Floats:
    """Return answers (n, heads, 7) of an interpreter of this thread's own."""
    classifier = LiteRTClassifier(file)
    parts = [views[start : start + BATCH] for start in range(0, len(views), BATCH)]
    answers = [classifier.answers(np.stack([_grown(view) for view in part])) for part in parts]
    return np.concatenate([np.zeros((0, classifier.heads, 7), np.float32), *answers])


def _grown(view: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if len(view) == SIDE:
        return view
    resized = cv2.resize(view, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    return np.asarray(resized, np.uint8)
