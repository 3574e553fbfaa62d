"""Random views of the training faces, as a recipe asks for them."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.training.recipes import Views

SOFT = (0.35, 0.8)
"""What is left of the resolution of a softened picture: a face of 17 to 38 pixels."""
ERASED = (0.15, 0.4)
"""Sides of a blotted rectangle, as shares of the picture's."""

Images = NDArray[np.uint8]


def augment(images: Images, random: np.random.Generator, views: Views, side: int) -> Images:
    """Return one random view of each picture, uint8 (n, h, h) to (n, side, side).

    A whole epoch at once costs 20 to 40 µs a picture: about 1 % of the training step, so no
    input pipeline beside it is worth having. Edges are filled with the nearest pixel.
    """
    turned = np.empty((len(images), side, side), np.uint8)
    flips = random.random(len(images)) < 0.5
    turns = _turns(random, len(images), images.shape[1], side, views)
    soft = random.random(len(images)) < views.soften
    softness = random.uniform(*SOFT, len(images))
    for row, image in enumerate(images):
        source = image[:, ::-1] if flips[row] else image
        cv2.warpAffine(
            _softened(source, softness[row]) if soft[row] else source,
            turns[row],
            (side, side),
            dst=turned[row],
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
    _erase(turned, random, views.erase)
    return _relit(turned, random, views)


def mixed(
    images: Images, targets: NDArray[np.float32], random: np.random.Generator, alpha: float
) -> tuple[Images, NDArray[np.float32]]:
    """Return each picture with a random share of another, and the targets in the same shares.

    The share is of Beta(`alpha`, `alpha`); 0 mixes nothing. `images` are uint8 (n, h, h).
    """
    if not alpha:
        return images, targets
    own = random.beta(alpha, alpha, len(images)).astype(np.float32)
    other = random.permutation(len(images))
    blended = np.empty_like(images)
    for row, share in enumerate(own):
        cv2.addWeighted(images[row], share, images[other[row]], 1 - share, 0, blended[row])
    share = own.reshape(-1, *[1] * (targets.ndim - 1))
    return blended, targets * share + targets[other] * (1 - share)


def _turns(
    random: np.random.Generator, count: int, source: int, side: int, views: Views
) -> NDArray[np.float64]:
    """Return affine transforms (count, 2, 3) about the centre, from `source` to `side` pixels."""
    angles = random.uniform(-views.rotation, views.rotation, count)
    scales = random.uniform(1 - views.zoom, 1 + views.zoom, count)
    shifts = random.uniform(-views.shift * side, views.shift * side, (count, 2))
    centre = ((source - 1) / 2, (source - 1) / 2)
    grown = side / source
    turns = np.empty((count, 2, 3))
    for row in range(count):
        turns[row] = cv2.getRotationMatrix2D(centre, float(angles[row]), float(scales[row]) * grown)
    turns[:, :, 2] += shifts + (side - source) / 2
    return turns


def _softened(image: Images, left: float) -> Images:
    """Return the picture with `left` (0..1) of its resolution, at its size."""
    side = len(image)
    small = cv2.resize(image, None, fx=left, fy=left, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (side, side), interpolation=cv2.INTER_LINEAR), np.uint8)


def _erase(images: Images, random: np.random.Generator, share: float) -> None:
    """Blot a random rectangle of a share of the pictures, in place (Zhong et al. 2017)."""
    side = images.shape[1]
    for row in np.flatnonzero(random.random(len(images)) < share):
        height, width = (random.uniform(*ERASED, 2) * side).astype(int)
        top, left = random.integers(0, side - height), random.integers(0, side - width)
        patch = images[row, top : top + height, left : left + width]
        patch[:] = random.integers(0, 256)


def _relit(images: Images, random: np.random.Generator, views: Views) -> Images:
    if not views.contrast and not views.brightness:
        return images
    shape = (len(images), 1, 1)
    gain = random.uniform(1 - views.contrast, 1 + views.contrast, shape).astype(np.float32)
    offset = random.uniform(-views.brightness, views.brightness, shape).astype(np.float32)
    # About the picture's own mean, or every gain would be a change of brightness too.
    mean = images.mean((1, 2), keepdims=True, dtype=np.float32)
    relit = np.clip((images - mean) * gain + mean + offset, 0, 255)
    return np.asarray(relit, np.uint8)


def sized(image: NDArray[Any], side: int) -> NDArray[np.float32]:
    """Return a picture (h, h) as float32 (side, side), as the exported network makes it."""
    values = image.astype(np.float32)
    if image.shape[0] == side:
        return values
    return np.asarray(cv2.resize(values, (side, side), interpolation=cv2.INTER_LINEAR), np.float32)
