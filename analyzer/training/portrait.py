"""A person in a photograph, where the other scenes have a cut-out face on an empty wall.

NASA's portrait of Eileen Collins, public domain, which scikit-image ships: hair, a suit, a flag and
a model of a shuttle are about the face, and what a detector takes for another one.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.results import Box
from analyzer.training.through_detector import HEIGHT, WIDTH

FACE: Final = (170, 61, 110)
"""Left, top and side of the face in the picture of 512 pixels, framed as FER2013 frames one."""

Images = NDArray[np.uint8]


def view(side: int, tilt: float, light: float, random: np.random.Generator) -> tuple[Images, Box]:
    """Return a grey 640x480 view of the portrait, and where its face is.

    The face is `side` pixels high, somewhere in the view, tilted by degrees about its centre.
    Where the photograph ends its edge goes on.
    """
    left, top, own = FACE
    centre = (left + own / 2, top + own / 2)
    to_x, to_y = (float(random.uniform(side / 2, length - side / 2)) for length in (WIDTH, HEIGHT))
    move = cv2.getRotationMatrix2D(centre, tilt, side / own)
    move[:, 2] += np.array([to_x - centre[0], to_y - centre[1]])
    how = cv2.INTER_AREA if side < own else cv2.INTER_LINEAR
    room = cv2.warpAffine(
        _portrait(), move, (WIDTH, HEIGHT), flags=how, borderMode=cv2.BORDER_REPLICATE
    )
    place = Box((to_x - side / 2) / WIDTH, (to_y - side / 2) / HEIGHT, side / WIDTH, side / HEIGHT)
    return np.clip(room * light, 0, 255).astype(np.uint8), place


def _portrait() -> Images:
    from skimage import data

    picture = data.astronaut()  # type: ignore[no-untyped-call]
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
