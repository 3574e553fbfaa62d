"""The classical baseline: histograms of oriented gradients and a linear support vector machine."""

import time

import cv2
import numpy as np
from numpy.typing import NDArray
from sklearn.svm import LinearSVC

from analyzer.training.data import Faces

NAME = "hog-svm"
CELLS = {"cell": 8, "block": 16, "stride": 8, "bins": 9}

Floats = NDArray[np.float32]


def descriptors(images: NDArray[np.uint8]) -> Floats:
    """Return HOG features (n, 900) of grey pictures (n, 48, 48).

    Dalal and Triggs 2005, "Histograms of Oriented Gradients for Human Detection": cells of 8 px,
    blocks of 2x2 cells, nine bins. 900 numbers of 25 blocks.
    """
    block, stride, cell = CELLS["block"], CELLS["stride"], CELLS["cell"]
    hog = cv2.HOGDescriptor((48, 48), (block, block), (stride, stride), (cell, cell), CELLS["bins"])
    return np.stack([np.asarray(hog.compute(image), np.float32).ravel() for image in images])


def predictions(training: Faces, scored: Faces, seed: int = 1) -> tuple[NDArray[np.intp], float]:
    """Train on one part and return the labels (n,) of another, and milliseconds a face."""
    machine = LinearSVC(C=0.1, random_state=seed)
    machine.fit(descriptors(training.images), training.labels)
    began = time.perf_counter()
    predicted = machine.predict(descriptors(scored.images))
    took = (time.perf_counter() - began) / len(scored) * 1e3
    return predicted.astype(np.intp), round(took, 3)
