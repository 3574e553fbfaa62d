"""Picture measures for the quality gate: is this crop fit to be read?"""

import cv2
import numpy as np
from numpy.typing import NDArray

DARKEST = 24.0
"""Mean grey of a crop below which it is too dark.

Between an ordinary face at a quarter and at an eighth of its light, which the model lifts: what
these cost in accuracy is told by `python -m analyzer evaluate --conditions` and by its card.
"""
BRIGHTEST = 225.0
"""Mean grey above which a face is washed out.

Light × 2 and × 3 come near it: what share of faces it refuses there, `refused` of the same command
tells.
"""
LEAST_SHARPNESS = 40.0
"""Variance of the Laplacian of the 48x48 crop below which it is blurred.

Meant for blurs of more than about 1.5 px of the 48, where accuracy falls off (the same command),
and not for sharp faces that are only small.
"""


def brightness(grey: NDArray[np.uint8]) -> float:
    """Return the mean grey value of a picture, 0..255."""
    return float(cv2.mean(grey)[0])


def sharpness(grey: NDArray[np.uint8]) -> float:
    """Return the variance of the Laplacian, in squared grey values; 0 for a flat picture.

    Pech-Pacheco et al. 2000, "Diatom autofocusing in brightfield microscopy". It depends on
    scale: compare pictures of one size only.
    """
    _, deviation = cv2.meanStdDev(cv2.Laplacian(grey, cv2.CV_16S))
    return float(deviation[0, 0]) ** 2


def defect(brightness: float, sharpness: float) -> str:
    """Return why a face crop is not read (`too_dark`, `too_bright`, `blurred`), or ""."""
    if brightness < DARKEST:
        return "too_dark"
    if brightness > BRIGHTEST:
        return "too_bright"
    return "blurred" if sharpness < LEAST_SHARPNESS else ""
