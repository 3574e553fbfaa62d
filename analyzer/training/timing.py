"""How long a face takes, told fairly: in turns, and by the processor's time and not the wall's."""

import time
from collections.abc import Callable, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.expressions import ExpressionClassifier

ROUNDS = 60
"""Turns of each reader that are counted."""
FACES = 8
"""Faces that are read one by one in a turn."""
WARM_UP = 3
"""Turns of each before anything is counted."""

Reader = Callable[[NDArray[np.uint8]], object]
"""Reads one face, uint8 (48, 48)."""


def one_by_one(classifier: ExpressionClassifier) -> Reader:
    """Return a reader of one face by a classifier of many."""
    return lambda image: classifier.classify(image[None])


def milliseconds(
    readers: Mapping[str, Reader], images: NDArray[np.uint8], rounds: int = ROUNDS
) -> dict[str, float]:
    """Return each reader's median time for one face of images (n, 48, 48), alone, on one core.

    It is the time that the calling thread computed, in which all of a reader's work is done: one
    that waits for the core because others use it is no slower. They take turns, in an order drawn
    anew each time: a machine that gets slower meanwhile does so for all of them.
    """
    cv2.setNumThreads(1)
    random = np.random.default_rng(1)
    names, faces = list(readers), images[:FACES]
    times: dict[str, list[float]] = {name: [] for name in readers}
    for number in range(WARM_UP + rounds):
        for name in random.permutation(names).tolist():
            read = readers[name]
            began = time.thread_time()
            for face in faces:
                read(face)
            took = time.thread_time() - began
            if number >= WARM_UP:
                times[name].append(took / len(faces))
    return {name: round(float(np.median(values)) * 1e3, 3) for name, values in times.items()}
