"""The image operations of the thesis's review, as functions of a grey picture.

Each takes and returns uint8 (height, width). `python -m analyzer enhance` shows them all on one
sheet; the live path uses none (docs/decisions/033).
"""

from collections.abc import Callable, Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

SIGMA = 1.0
"""Standard deviation of the Gaussian blur, pixels."""
DOG_RATIO = 1.6
"""Ratio of the two deviations of a difference of Gaussians (Marr and Hildreth 1980)."""
NEIGHBOURHOOD = 11
"""Side of the window of the adaptive threshold, pixels."""
TILES = (8, 8)
CLIP = 2.0
"""Tiles and contrast limit of CLAHE (Zuiderveld 1994)."""

Floats = NDArray[np.float32]

_PREWITT = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]], np.float32)
_ROBERTS = np.array([[1, 0], [0, -1]], np.float32)


def otsu(grey: Picture) -> Picture:
    """Return black and white by the threshold that parts the histogram best (Otsu 1979)."""
    return _picture(cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1])


def adaptive_threshold(grey: Picture) -> Picture:
    """Return black and white by the mean of each pixel's neighbourhood, less 2."""
    how = (cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, NEIGHBOURHOOD, 2)
    return _picture(cv2.adaptiveThreshold(grey, 255, *how))


def gaussian_blur(grey: Picture, sigma: float = SIGMA) -> Picture:
    """Return the picture blurred by a Gaussian of `sigma` pixels."""
    return _picture(cv2.GaussianBlur(grey, (0, 0), sigma))


def difference_of_gaussians(grey: Picture, sigma: float = SIGMA) -> Picture:
    """Return edges as a band of frequencies: two blurs, one less the other, about grey 128."""
    fine = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), sigma)
    coarse = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), sigma * DOG_RATIO)
    return _picture(np.clip(fine - coarse + 128, 0, 255))


def canny(grey: Picture) -> Picture:
    """Return thin edges (Canny 1986), thresholds at 2/3 and 4/3 of the median grey value."""
    median = float(np.median(grey))
    return _picture(cv2.Canny(grey, 2 / 3 * median, 4 / 3 * median))


def sobel(grey: Picture) -> Picture:
    """Return the length of the Sobel gradient (Sobel and Feldman 1968, in Duda and Hart 1973)."""
    across, down = (cv2.Sobel(grey, cv2.CV_32F, *order) for order in ((1, 0), (0, 1)))
    return _length(np.asarray(across, np.float32), np.asarray(down, np.float32))


def prewitt(grey: Picture) -> Picture:
    """Return the length of the Prewitt gradient (Prewitt 1970)."""
    return _length(_filtered(grey, _PREWITT), _filtered(grey, _PREWITT.T))


def roberts(grey: Picture) -> Picture:
    """Return the length of the Roberts cross (Roberts 1963)."""
    return _length(_filtered(grey, _ROBERTS), _filtered(grey, _ROBERTS[::-1]))


def laplace(grey: Picture) -> Picture:
    """Return the size of the Laplacian, the second derivative (Rosenfeld and Kak 1976)."""
    return _picture(cv2.convertScaleAbs(cv2.Laplacian(grey, cv2.CV_32F)))


def clahe(grey: Picture) -> Picture:
    """Return the picture with its contrast evened out tile by tile."""
    return _picture(cv2.createCLAHE(clipLimit=CLIP, tileGridSize=TILES).apply(grey))


OPERATIONS: Mapping[str, Callable[[Picture], Picture]] = {
    "otsu": otsu,
    "adaptive-threshold": adaptive_threshold,
    "gaussian-blur": gaussian_blur,
    "difference-of-gaussians": difference_of_gaussians,
    "canny": canny,
    "sobel": sobel,
    "prewitt": prewitt,
    "roberts": roberts,
    "laplace": laplace,
    "clahe": clahe,
}
"""Operations by the name that the command line uses."""


def contact_sheet(grey: Picture, names: list[str], columns: int = 4) -> Picture:
    """Return the picture and its operations side by side, each under its name."""
    tiles = [_titled(grey, "original")]
    tiles += [_titled(OPERATIONS[name](grey), name) for name in names]
    columns = min(columns, len(tiles))
    tiles += [np.full_like(tiles[0], 255)] * (-len(tiles) % columns)
    rows = [np.hstack(tiles[at : at + columns]) for at in range(0, len(tiles), columns)]
    return np.vstack(rows)


def _titled(picture: Picture, title: str) -> Picture:
    band = np.full((24, picture.shape[1]), 255, np.uint8)
    cv2.putText(band, title, (4, 17), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 0, 1, cv2.LINE_AA)
    return np.vstack([band, picture])


def _filtered(grey: Picture, kernel: Floats) -> Floats:
    return np.asarray(cv2.filter2D(grey.astype(np.float32), -1, kernel), np.float32)


def _length(across: Floats, down: Floats) -> Picture:
    return _picture(np.clip(np.hypot(across, down), 0, 255))


def _picture(values: NDArray[Any]) -> Picture:
    return np.asarray(values, np.uint8)
