"""The classical baseline: histograms of oriented gradients and a linear support vector machine."""

import cv2
import numpy as np
from numpy.typing import NDArray
from sklearn.svm import LinearSVC

from analyzer.results import EXPRESSIONS
from analyzer.training.data import Faces
from analyzer.training.file_formats import SIDE
from analyzer.training.timing import Reader

NAME = "hog-svm"
CELLS = {"cell": 8, "block": 16, "stride": 8, "bins": 9}
NUMBERS = 900
"""Of one face: nine bins of four cells of 25 blocks."""

Floats = NDArray[np.float32]


def descriptors(images: NDArray[np.uint8]) -> Floats:
    """Return HOG features (n, 900) of grey pictures (n, 48, 48).

    Dalal and Triggs 2005, "Histograms of Oriented Gradients for Human Detection": cells of 8 px,
    blocks of 2x2 cells, nine bins.
    """
    hog = _hog()
    return np.stack([np.asarray(hog.compute(image), np.float32).ravel() for image in images])


def learned(training: Faces, seed: int = 1, passes: int = 1000) -> LinearSVC:
    """Return the machine that separates the classes of the training pictures.

    `passes` over them at most; it says so in a warning where they do not suffice.
    """
    machine = LinearSVC(C=0.1, random_state=seed, max_iter=passes)
    return machine.fit(descriptors(training.images), training.labels)


def predictions(machine: LinearSVC, scored: Faces) -> NDArray[np.intp]:
    """Return the labels (n,) that a machine gives to other pictures."""
    return np.asarray(machine.predict(descriptors(scored.images)), np.intp)


def reader() -> Reader:
    """Return what is done for one face, without what scikit-learn checks on each call.

    By numbers of chance: what a face takes does not hang on what was learned.
    """
    hog = _hog()
    planes = np.random.default_rng(1).random((len(EXPRESSIONS), NUMBERS), np.float32)
    return lambda image: int((planes @ np.asarray(hog.compute(image)).ravel()).argmax())


def _hog() -> cv2.HOGDescriptor:
    block, stride, cell = ((CELLS[name],) * 2 for name in ("block", "stride", "cell"))
    return cv2.HOGDescriptor((SIDE, SIDE), block, stride, cell, CELLS["bins"])
