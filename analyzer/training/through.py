"""Accuracy through the detector: faces in whole frames, found, cropped and classified.

In the product a crop comes from a detector, not from a data set. The loss between the two is
measured here and tuned away by the detector's framing.
"""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.crops import crop
from analyzer.expressions import LiteRTClassifier
from analyzer.faces import FaceDetector
from analyzer.frame import decode
from analyzer.results import Box
from analyzer.training.data import Faces

HEIGHTS = (60, 100, 160, 220)
"""Heights of the faces in the camera's picture, pixels of 480."""
WIDTH, HEIGHT = 640, 480
SENT = (320, 240)
QUALITY = 70

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
    small = cv2.resize(room, SENT, interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()


def through_detector(
    classifier: LiteRTClassifier,
    detector: FaceDetector,
    faces: Faces,
    count: int = 700,
    seed: int = 1,
) -> list[dict[str, Any]]:
    """Return a row for each face height: found, and accuracy of the found ones, direct and not.

    `count` faces are drawn by seed; `direct` scores the data's own pictures of the faces found.
    """
    random = np.random.default_rng(seed)
    chosen = faces.rows(random.permutation(len(faces))[:count])
    rows = []
    for height in HEIGHTS:
        frames = [as_sent(scene(image, height, random)[0]) for image in chosen.images]
        found, crops = found_crops(detector, frames)
        part = chosen.rows(np.array(found, np.intp))
        rows.append(
            {
                "face_px": height,
                "n": len(chosen),
                "found": len(found) / len(chosen),
                "direct": _accuracy(classifier, list(part.images), part),
                "through": _accuracy(classifier, crops, part),
            }
        )
    return rows


def found_crops(detector: FaceDetector, frames: Sequence[bytes]) -> tuple[list[int], list[Images]]:
    """Return the positions of the frames whose face was found, and the crops."""
    found, crops = [], []
    for position, data in enumerate(frames):
        grey = decode(data)
        faces = detector.detect(grey)
        if faces:
            found.append(position)
            crops.append(crop(grey, faces[0], detector.framing))
    return found, crops


def _accuracy(classifier: LiteRTClassifier, images: Sequence[Images], faces: Faces) -> float | None:
    if not images:
        return None
    predicted = classifier.answers(np.stack(images))[:, -1].argmax(1)
    return float((predicted == faces.labels).mean())
