"""Pictures that are the same, pixel by pixel: FER2013 holds some of its pictures several times."""

import numpy as np
from numpy.typing import NDArray

Images = NDArray[np.uint8]
Rows = NDArray[np.intp]


def numbered(images: Images) -> Rows:
    """Return for each picture (n, 48, 48) the position of the first one that is the same, (n,)."""
    first: dict[bytes, int] = {}
    same = [first.setdefault(image.tobytes(), place) for place, image in enumerate(images)]
    return np.array(same, np.intp)


def groups(images: Images) -> list[list[int]]:
    """Return the positions of pictures that are the same, group by group, without lone ones."""
    found: dict[int, list[int]] = {}
    for place, first in enumerate(numbered(images).tolist()):
        found.setdefault(first, []).append(place)
    return [group for group in found.values() if len(group) > 1]


def unseen(images: Images, learned: Images) -> Rows:
    """Return the positions of the pictures that are not among those learned from."""
    known = {image.tobytes() for image in learned}
    kept = [place for place, image in enumerate(images) if image.tobytes() not in known]
    return np.array(kept, np.intp)


def together(images: Images, order: Rows) -> Rows:
    """Return an order of all pictures (n,) in which the same ones stand behind one another.

    Each group stands where its first one stood: without such pictures nothing moves.
    """
    number = numbered(images)
    place = np.empty(len(order), np.intp)
    place[order] = np.arange(len(order))
    earliest = np.full(len(order), len(order), np.intp)
    np.minimum.at(earliest, number, place)
    return order[np.argsort(earliest[number[order]], kind="stable")]
