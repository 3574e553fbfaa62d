"""Region frames as a browser makes them: the square around a face, at the camera's own pixels.

`frontend/src/camera/region.ts` chooses them in the product; `frontend/tests/regions.json` holds
both to the same numbers.
"""

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.results import Box

AROUND: Final = 2
"""Sides of the face in the side of its region."""
LARGEST: Final = 224
"""Longest side that is sent, pixels."""
SMALLEST: Final = 96
"""Shortest side, pixels of the camera."""
STEP: Final = 16
"""Sides are multiples of so many pixels."""
GAIN: Final = 1.1
"""Times as many pixels for the face as in the whole frame: for less the whole frame is sent."""

Images = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Cut:
    """A square of the camera's picture, in its pixels, and the side in pixels that is sent."""

    left: int
    top: int
    side: int
    sent: int


def cut_around(box: Box, width: int, height: int, whole_width: int) -> Cut | None:
    """Return the square around a face in a camera's picture of so many pixels.

    None where the whole frame, `whole_width` pixels wide, shows the face as well.
    """
    face = max(box.width * width, box.height * height)
    wished = max(SMALLEST, math.ceil(AROUND * face / STEP) * STEP)
    side = min(wished, width, height)
    sent = min(side, LARGEST)
    if sent / side < GAIN * whole_width / width:
        return None
    left = math.floor((box.x + box.width / 2) * width - side / 2 + 0.5)
    top = math.floor((box.y + box.height / 2) * height - side / 2 + 0.5)
    return Cut(min(max(left, 0), width - side), min(max(top, 0), height - side), side, sent)


def shown_in(picture: Images, cut: Cut) -> Images:
    """Return what a cut of the camera's picture (height, width) is sent as."""
    part = picture[cut.top : cut.top + cut.side, cut.left : cut.left + cut.side]
    if cut.sent == cut.side:
        return part
    resized = cv2.resize(part, (cut.sent, cut.sent), interpolation=cv2.INTER_AREA)
    return np.asarray(resized, np.uint8)


def in_picture(box: Box, cut: Cut, width: int, height: int) -> Box:
    """Return a box found in a cut, 0..1 of it, in 0..1 of the camera's picture."""
    part = Box(cut.left / width, cut.top / height, cut.side / width, cut.side / height)
    return part.placed(box)
