"""Accuracy through the detector: faces in whole frames, found, cropped and classified.

In the product a crop comes from a detector, not from a data set. The loss between the two is
measured here and tuned away by the detector's framing; what is lost to the whole frame's few
pixels, a region frame gives back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.blazeface import edges, overlap
from analyzer.crops import crop
from analyzer.expressions import TOLD, LiteRTClassifier
from analyzer.faces import FaceDetector
from analyzer.following import Following
from analyzer.frame import decode
from analyzer.results import Box
from analyzer.training.data import Faces
from analyzer.training.regions import cut_around, in_picture, shown_in

HEIGHTS = (60, 100, 160, 220)
"""Heights of the faces in the camera's picture, pixels of 480."""
WIDTH, HEIGHT = 640, 480
SENT = (320, 240)
QUALITY = 70

OVERLAP = 0.3
"""Intersection over union with the pasted picture from which a box counts as its face.

BlazeFace's box covers 0.66 of the picture's area, a cascade's 0.92.
"""

Images = NDArray[np.uint8]


def scene(face: Images, side: int, random: np.random.Generator) -> tuple[Images, Box]:
    """Return a grey 640x480 room with a face of `side` pixels somewhere in it, and where."""
    column = np.linspace(150, 205, HEIGHT)[:, None]
    room = (column + random.normal(0, 2, (HEIGHT, WIDTH))).astype(np.uint8)
    large = cv2.resize(face, (side, side), interpolation=cv2.INTER_CUBIC)
    top, left = random.integers(0, HEIGHT - side + 1), random.integers(0, WIDTH - side + 1)
    room[top : top + side, left : left + side] = large
    return room, Box(left / WIDTH, top / HEIGHT, side / WIDTH, side / HEIGHT)


def as_sent(room: Images) -> bytes:
    """Return a scene as a browser sends it: 320x240, JPEG of quality 70."""
    return _jpeg(np.asarray(cv2.resize(room, SENT, interpolation=cv2.INTER_AREA), np.uint8))


def through_detector(
    classifier: LiteRTClassifier,
    detector: FaceDetector,
    faces: Faces,
    count: int = 700,
    seed: int = 1,
) -> list[dict[str, Any]]:
    """Return a row for each face height: the whole frame's figures, and the region frame's.

    `count` faces are drawn by seed. `found` is the share of which the largest box lies on the face
    (OVERLAP), `elsewhere` that of which it lies on something else; a region is there only where
    the whole frame's box was found, so its `found` counts what both frames found. Of the faces
    found `direct` scores the data's own pictures, `through` the crops; `overlap` is the mean
    intersection over union of box and pasted picture, `bytes` the mean size of a frame.
    """
    random = np.random.default_rng(seed)
    chosen = faces.rows(random.permutation(len(faces))[:count])
    rows = []
    for height in HEIGHTS:
        whole: list[View | None] = []
        regions: list[View | None] = []
        places = []
        for image in chosen.images:  # a room at a time: thousands of them fill gigabytes
            room, place = scene(image, height, random)
            view = _whole_view(detector, room)
            known = view is not None and shared_area(view.box, place) >= OVERLAP
            whole.append(view)
            regions.append(_region_view(detector, room, view) if view and known else None)
            places.append(place)
        rows.append(
            {
                "face_px": height,
                "n": len(chosen),
                **_figures(classifier, chosen, places, whole),
                "region": _figures(classifier, chosen, places, regions),
            }
        )
    return rows


@dataclass(frozen=True, slots=True)
class View:
    """A found face: the classifier's picture, its place in the room, and the frame's bytes."""

    picture: Images
    box: Box
    size: int


def _whole_view(detector: FaceDetector, room: Images) -> View | None:
    """Return the face of a room as its whole frame shows it, or None where none is found."""
    return _seen(detector, as_sent(room), 1.0)


def _region_view(detector: FaceDetector, room: Images, known: View) -> View | None:
    """Return the face as the frame after shows it: the region around where it is known to be.

    It is the whole frame again where a region would show no more.
    """
    cut = cut_around(known.box, WIDTH, HEIGHT, SENT[0])
    if cut is None:
        return known
    view = _seen(detector, _jpeg(shown_in(room, cut)), cut.side / WIDTH)
    return view and replace(view, box=in_picture(view.box, cut, WIDTH, HEIGHT))


def _seen(detector: FaceDetector, data: bytes, share: float) -> View | None:
    grey = decode(data)
    faces = Following(detector).detect(grey, share)
    if not faces:
        return None
    return View(crop(grey, faces[0], detector.framing), faces[0].box, len(data))


def _figures(
    classifier: LiteRTClassifier,
    faces: Faces,
    places: Sequence[Box],
    views: Sequence[View | None],
) -> dict[str, Any]:
    """Return how many faces were found, how well, and how well they and their data are read."""
    boxed = [(number, view) for number, view in enumerate(views) if view]
    areas = {number: shared_area(view.box, places[number]) for number, view in boxed}
    found = [(number, view) for number, view in boxed if areas[number] >= OVERLAP]
    part = faces.rows(np.array([number for number, _ in found], np.intp))
    seen = [view for _, view in found]
    overlaps = [areas[number] for number, _ in found]
    return {
        "found": len(found) / len(faces),
        "elsewhere": (len(boxed) - len(found)) / len(faces),
        "direct": _accuracy(classifier, list(part.images), part),
        "through": _accuracy(classifier, [view.picture for view in seen], part),
        "overlap": float(np.mean(overlaps)) if seen else None,
        "bytes": round(float(np.mean([view.size for view in seen]))) if seen else None,
    }


def shared_area(box: Box, other: Box) -> float:
    """Return the intersection over union of two boxes, 0..1."""
    one, two = (edges(each.x, each.y, each.width, each.height) for each in (box, other))
    return overlap(one, two)


def _jpeg(picture: Images) -> bytes:
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise ValueError("OpenCV could not encode a picture")
    return data.tobytes()


def _accuracy(classifier: LiteRTClassifier, images: Sequence[Images], faces: Faces) -> float | None:
    if not images:
        return None
    predicted = classifier.answers(np.stack(images))[:, TOLD].argmax(1)
    return float((predicted == faces.labels).mean())
