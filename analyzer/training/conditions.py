"""What a camera does to a face: the conditions that a model card tells figures under."""

from collections.abc import Callable, Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.expressions import LiteRTClassifier
from analyzer.gate import brightness, defect, sharpness
from analyzer.training.answers import answers_of
from analyzer.training.data import Faces
from analyzer.training.file_formats import SIDE
from analyzer.training.scoring import reading

Images = NDArray[np.uint8]


def blurred(sigma: float) -> Callable[[Images], Images]:
    """Return a Gaussian blur of `sigma` pixels of the 48."""
    return lambda image: np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.uint8)


def lit(gain: float) -> Callable[[Images], Images]:
    """Return other light on a sensor whose noise stays: a deviation of 2 grey values."""
    noise = np.random.default_rng(1).normal(0, 2, (SIDE, SIDE))
    return lambda image: np.clip(image * gain + noise, 0, 255).astype(np.uint8)


def shrunk(side: int) -> Callable[[Images], Images]:
    """Return a loss of resolution, as of a face `side` pixels high."""

    def change(image: Images) -> Images:
        small = cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.resize(small, image.shape, interpolation=cv2.INTER_LINEAR), np.uint8)

    return change


def tilted(degrees: float) -> Callable[[Images], Images]:
    """Return a rotation about the centre."""

    def change(image: Images) -> Images:
        side = len(image)
        turn = cv2.getRotationMatrix2D(((side - 1) / 2, (side - 1) / 2), degrees, 1.0)
        turned = cv2.warpAffine(image, turn, (side, side), borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(turned, np.uint8)

    return change


def cut_off(share: float, edge: str) -> Callable[[Images], Images]:
    """Return a loss of a share of the picture (0..1) at its "lower" or "left" edge.

    What is left of it is repeated, as the crop of a face at the frame's edge does.
    """

    def change(image: Images) -> Images:
        rows, columns = np.arange(len(image)), np.arange(len(image))
        lost = round(share * len(image))
        if edge == "lower":
            rows = np.minimum(rows, len(image) - 1 - lost)
        else:
            columns = np.maximum(columns, lost)
        return image[rows[:, None], columns]

    return change


CONDITIONS: Mapping[str, Callable[[Images], Images]] = {
    "as it is": lambda image: image,
    "blurred by 1 px": blurred(1.0),
    "blurred by 1.5 px": blurred(1.5),
    "light × 0.5": lit(0.5),
    "light × 0.25": lit(0.25),
    "light × 0.12": lit(0.12),
    "light × 1.5": lit(1.5),
    "light × 2": lit(2.0),
    "light × 3": lit(3.0),
    "32 px high": shrunk(32),
    "24 px high": shrunk(24),
    "16 px high": shrunk(16),
    "tilted by 15°": tilted(15),
    "tilted by 30°": tilted(30),
    "lowest fifth cut off": cut_off(0.2, "lower"),
    "a fifth cut off at a side": cut_off(0.2, "left"),
    "two fifths cut off at a side": cut_off(0.4, "left"),
}


def under_conditions(
    classifier: LiteRTClassifier, faces: Faces, uncertain_below: float | None
) -> dict[str, dict[str, Any]]:
    """Return how faces are read under each condition, as `scoring.reading` tells it.

    All of them, as if the quality gate let every one through; `refused` is the share that it
    leaves unread, 0..1.
    """
    return {
        name: _under(change, classifier, faces, uncertain_below)
        for name, change in CONDITIONS.items()
    }


def _under(
    change: Callable[[Images], Images],
    classifier: LiteRTClassifier,
    faces: Faces,
    uncertain_below: float | None,
) -> dict[str, Any]:
    changed = np.stack([change(image) for image in faces.images])
    answers = answers_of(classifier, changed)
    return {**reading(faces, answers, uncertain_below), "refused": refused(changed)}


def refused(images: Images) -> float:
    """Return the share of face pictures (n, 48, 48) that the quality gate leaves unread, 0..1."""
    defects = [bool(defect(brightness(image), sharpness(image))) for image in images]
    return float(np.mean(defects))
