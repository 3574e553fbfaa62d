"""Picture measures for the quality gate: is this crop fit to be read?"""

import cv2
import numpy as np
from numpy.typing import NDArray

DARKEST = 40.0
"""Mean grey of a crop below which it is too dark.

Of FER2013's PublicTest 0.4 % lie under it; darkened to a mean of 38, its first 1,500
faces cost mini-Xception 8 points of accuracy, to 25 they cost 17.
"""
BRIGHTEST = 225.0
"""Mean grey above which a face is washed out; PublicTest's brightest is 221."""
LEAST_SHARPNESS = 40.0
"""Variance of the Laplacian of the 48x48 crop below which it is blurred.

A Gaussian blur of 1.5 px (median 47) costs mini-Xception 24 points, one of 2 px (median 20) 33.
Sharp faces of only 30 px in the frame lie above it (0.5 % quantile 50).
"""


def brightness(grey: NDArray[np.uint8]) -> float:
    """Return the mean grey value of a picture, 0..255."""
    return float(grey.mean())


def sharpness(grey: NDArray[np.uint8]) -> float:
    """Return the variance of the Laplacian, in squared grey values; 0 for a flat picture.

    Pech-Pacheco et al. 2000, "Diatom autofocusing in brightfield microscopy". It depends on
    scale: compare pictures of one size only.
    """
    return float(cv2.Laplacian(grey, cv2.CV_64F).var())


def defect(brightness: float, sharpness: float) -> str:
    """Return why a face crop is not read (`too_dark`, `too_bright`, `blurred`), or ""."""
    if brightness < DARKEST:
        return "too_dark"
    if brightness > BRIGHTEST:
        return "too_bright"
    return "blurred" if sharpness < LEAST_SHARPNESS else ""
