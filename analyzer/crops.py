"""From a found face to the classifier's picture: framed, level and 48 pixels wide."""

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.results import Face

CROP_SIDE: Final = 48
"""Side of the classifier's picture, pixels."""
LEVEL_FROM: Final = 15.0
"""Degrees of the line through the eyes from which a face is turned level.

Training views turn by 12, and the eyes of a small face are only known to some degrees: turning
less tilted ones costs more than it mends (`evaluate --through-detector` tells).
"""

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Framing:
    """How a detector's box becomes a square like those the classifier was trained on.

    The square's side is `scale` times the longer side of the box, its centre lies `shift` times
    that side below the box's (negative: above), along the face's own axis.
    """

    scale: float = 1.0
    shift: float = 0.0


def crop(grey: Picture, face: Face, framing: Framing) -> Picture:
    """Return the square around a face as the classifier sees it, uint8 (48, 48).

    A face whose eyes are known is turned level. What falls outside the picture repeats its edge.
    """
    height, width = grey.shape
    box = face.box
    longer = max(box.width * width, box.height * height)
    side = max(1, round(longer * framing.scale))
    centre = ((box.x + box.width / 2) * width, (box.y + box.height / 2) * height)
    turn = tilt(face, width, height)
    down = framing.shift * longer
    if abs(turn) < LEVEL_FROM:
        square = _upright(grey, (centre[0], centre[1] + down), side)
    else:
        square = _turned(grey, centre, side, turn, down)
    # INTER_AREA averages when shrinking; enlarging it would repeat pixels.
    how = cv2.INTER_AREA if side > CROP_SIDE else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(square, (CROP_SIDE, CROP_SIDE), interpolation=how), np.uint8)


def tilt(face: Face, width: int, height: int) -> float:
    """Return the angle of the line through the eyes, degrees clockwise; 0 where it is unknown."""
    if not face.keypoints:
        return 0.0
    right, left = face.keypoints[:2]
    return math.degrees(math.atan2((left.y - right.y) * height, (left.x - right.x) * width))


def _upright(grey: Picture, centre: tuple[float, float], side: int) -> Picture:
    height, width = grey.shape
    left, top = round(centre[0] - side / 2), round(centre[1] - side / 2)
    if left >= 0 and top >= 0 and left + side <= width and top + side <= height:
        return grey[top : top + side, left : left + side]
    rows = np.clip(np.arange(top, top + side), 0, height - 1)
    columns = np.clip(np.arange(left, left + side), 0, width - 1)
    return grey[rows[:, None], columns]


def _turned(
    grey: Picture, centre: tuple[float, float], side: int, degrees: float, down: float
) -> Picture:
    turn = cv2.getRotationMatrix2D(centre, degrees, 1.0)
    turn[0, 2] += side / 2 - centre[0]
    turn[1, 2] += side / 2 - centre[1] - down
    square = cv2.warpAffine(
        grey, turn, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(square, np.uint8)
