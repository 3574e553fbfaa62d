"""What a camera does to a face: the conditions a model card reports accuracy under."""

from collections.abc import Callable, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.expressions import TOLD, LiteRTClassifier
from analyzer.gate import brightness, defect, sharpness
from analyzer.training.data import Faces
from analyzer.training.forms import SIDE

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


def under_conditions(classifier: LiteRTClassifier, faces: Faces) -> dict[str, float]:
    """Return accuracy against the labels under each condition."""
    found = {}
    for name, change in CONDITIONS.items():
        images = np.stack([change(image) for image in faces.images])
        rows = np.array_split(images, max(1, len(images) // 256))
        predicted = np.concatenate([classifier.answers(b)[:, TOLD].argmax(1) for b in rows])
        found[name] = float((predicted == faces.labels).mean())
    return found


def refused(faces: Faces) -> dict[str, float]:
    """Return the share of faces that the quality gate leaves unread under each condition, 0..1."""
    found = {}
    for name, change in CONDITIONS.items():
        changed = [change(image) for image in faces.images]
        defects = [bool(defect(brightness(image), sharpness(image))) for image in changed]
        found[name] = float(np.mean(defects))
    return found
