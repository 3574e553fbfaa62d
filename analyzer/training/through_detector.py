"""Accuracy through the detector: faces in whole frames, found, cropped and classified.

In the product a crop comes from a detector, not from a data set. The loss between the two is
measured here and tuned away by the detector's framing; what is lost to the whole frame's few
pixels, a region frame gives back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.blazeface import edges, overlap
from analyzer.crops import crop
from analyzer.expressions import LiteRTClassifier
from analyzer.faces import FaceDetector
from analyzer.frame import decode
from analyzer.pipeline import gated
from analyzer.results import EXPRESSIONS, Box
from analyzer.tracking import FaceTracker
from analyzer.training.answers import answers_of
from analyzer.training.data import Faces
from analyzer.training.intervals import wilson
from analyzer.training.metrics import Floats
from analyzer.training.regions import cut_around, in_picture, shown_in
from analyzer.training.scoring import reading

HEIGHTS = (60, 80, 100, 160, 220)
"""Heights of the pasted pictures, pixels of 480; BlazeFace's box is 0.81 of one's side."""
WIDTH, HEIGHT = 640, 480
SENT = (320, 240)
QUALITY = 70
SEED = 1

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
    uncertain_below: float | None = None,
    count: int = 700,
) -> list[dict[str, Any]]:
    """Return a row for each face height: the whole frame's figures, and the region frame's.

    `count` faces are drawn by seed. Shares are of all of them: `found`, whose largest box lies on
    the face (OVERLAP); `badly_placed`, where it shares less with it; `elsewhere`, where it shares
    nothing; `read`, found ones that the quality gate lets through. A region is there only where
    the whole frame's box was found, so its `found` counts what both frames found.

    Of the faces read `direct` tells how the data's own pictures are read and `through` how the
    crops are (`scoring.reading`); `ungated` has the accuracy of both for all faces found, as if
    there were no gate. `overlap` is the mean intersection over union of found box and pasted
    picture, `bytes` the mean size of their frames.
    """
    random = np.random.default_rng(SEED)
    chosen = faces.rows(random.permutation(len(faces))[:count])
    rows = []
    for height in HEIGHTS:
        # A height's rooms are the same whichever other heights are asked for.
        random = np.random.default_rng((SEED, height))
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
        figures = partial(_figures, classifier, chosen, places, uncertain_below=uncertain_below)
        row = {"face_px": height, "n": len(chosen)}
        rows.append({**row, **figures(whole), "region": figures(regions)})
    return rows


@dataclass(frozen=True, slots=True)
class View:
    """A found face: the classifier's picture, its place in the room, and the frame's bytes.

    `readable` is what the quality gate says of it.
    """

    picture: Images
    box: Box
    size: int
    readable: bool


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
    faces = FaceTracker(detector).detect(grey, share)
    if not faces:
        return None
    _, let_through = gated(grey, faces, detector.framing, grey.shape[1] / share)
    picture = crop(grey, faces[0], detector.framing)
    return View(picture, faces[0].box, len(data), let_through is not None)


def _figures(
    classifier: LiteRTClassifier,
    faces: Faces,
    places: Sequence[Box],
    views: Sequence[View | None],
    uncertain_below: float | None,
) -> dict[str, Any]:
    """Return how many faces were found, how well, and how well they and their data are read."""
    boxed = [(number, view) for number, view in enumerate(views) if view]
    areas = {number: shared_area(view.box, places[number]) for number, view in boxed}
    found = [(number, view) for number, view in boxed if areas[number] >= OVERLAP]
    nowhere = sum(not area for area in areas.values())
    seen = [view for _, view in found]
    overlaps = [areas[number] for number, _ in found]
    part = faces.rows(np.array([number for number, _ in found], np.intp))
    return {
        "found": len(found) / len(faces),
        "found_interval": wilson(len(found), len(faces)),
        "badly_placed": (len(boxed) - len(found) - nowhere) / len(faces),
        "elsewhere": nowhere / len(faces),
        **_read(classifier, part, seen, uncertain_below, len(faces)),
        "overlap": float(np.mean(overlaps)) if seen else None,
        "bytes": round(float(np.mean([view.size for view in seen]))) if seen else None,
    }


def _read(
    classifier: LiteRTClassifier,
    found: Faces,
    views: Sequence[View],
    uncertain_below: float | None,
    count: int,
) -> dict[str, Any]:
    """Return how the faces found, and those of them that the gate lets through, are read."""
    pictures = np.stack([view.picture for view in views]) if views else found.images
    readable = np.flatnonzero([view.readable for view in views])
    read = found.rows(readable)
    own, crops = (_answers(classifier, images) for images in (found.images, pictures))
    return {
        "read": len(read) / count,
        "direct": reading(read, own[readable], uncertain_below),
        "through": reading(read, crops[readable], uncertain_below),
        "ungated": {
            "direct": reading(found, own, uncertain_below)["accuracy"],
            "through": reading(found, crops, uncertain_below)["accuracy"],
        },
    }


def _answers(classifier: LiteRTClassifier, images: Images) -> Floats:
    if not len(images):
        return np.zeros((0, classifier.heads, len(EXPRESSIONS)))
    return answers_of(classifier, images)


def shared_area(box: Box, other: Box) -> float:
    """Return the intersection over union of two boxes, 0..1."""
    one, two = (edges(each.x, each.y, each.width, each.height) for each in (box, other))
    return overlap(one, two)


def _jpeg(picture: Images) -> bytes:
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise ValueError("OpenCV could not encode a picture")
    return data.tobytes()
