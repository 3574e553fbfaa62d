"""BlazeFace: two small networks that find faces, and what turns their answers into boxes.

Bazarevsky et al. 2019, "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs". The
weights are MediaPipe's (Apache-2.0) and come with an installed package; decoding and suppression
are written anew after the paper and held to that package's own in the tests.
"""

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from analyzer.results import Box, Face, Point

LEAST_SCORE: Final = 0.5
"""Score of a detection that counts, 0..1."""
SAME_FACE: Final = 0.3
"""Boxes whose intersection over union is larger show one face."""
RAW_LIMIT: Final = 80.0
"""Raw scores are clipped to ±this: the sigmoid is 0 or 1 beyond."""
KEYPOINTS: Final = 6
"""Right eye, left eye, nose, mouth, right ear, left ear; right is the person's own."""

Floats = NDArray[np.float32]

_SIGNED: Final = (np.arange(256) / 127.5 - 1).astype(np.float32)
_LEAST_RAW: Final = math.log(LEAST_SCORE / (1 - LEAST_SCORE))


@dataclass(frozen=True, slots=True)
class Letterbox:
    """Where a picture lies in the network's square: its size and the margins, pixels."""

    width: int
    height: int
    left: int
    top: int


class BlazeFace:
    """One of the networks in its own interpreter; not to be shared between threads.

    `strides` are pixels of the network's square between anchors: two anchors at each place of
    the first, six of the second.
    """

    def __init__(self, model: bytes, strides: tuple[int, int]) -> None:
        self._interpreter = Interpreter(model_content=model, num_threads=1)
        self._interpreter.allocate_tensors()
        entry = self._interpreter.get_input_details()[0]
        self._input = entry["index"]
        self.side = int(entry["shape"][1])
        boxes, scores = self._interpreter.get_output_details()
        self._boxes, self._scores = boxes["index"], scores["index"]
        self._anchors = anchors(self.side, strides)
        self._square = np.full((1, self.side, self.side, 3), -1.0, np.float32)
        self._filled = Letterbox(0, 0, 0, 0)

    def detect(self, grey: NDArray[np.uint8]) -> list[Face]:
        """Return the faces in a grey picture (height, width), the surest first."""
        placed = self._place(grey)
        self._interpreter.set_tensor(self._input, self._square)
        self._interpreter.invoke()
        raw = self._interpreter.get_tensor(self._scores)[0, :, 0]
        sure = np.flatnonzero(raw > _LEAST_RAW)
        if not len(sure):
            return []
        scores = 1 / (1 + np.exp(-np.clip(raw[sure], -RAW_LIMIT, RAW_LIMIT)))
        raw_rows = self._interpreter.get_tensor(self._boxes)[0, sure]
        rows = decoded(raw_rows, self._anchors[sure], self.side)
        return [_face(row, score, self.side, placed) for row, score in merged(rows, scores)]

    def _place(self, grey: NDArray[np.uint8]) -> Letterbox:
        """Fit the picture into the middle of the square, -1..1, and say where it lies."""
        height, width = grey.shape
        scale = self.side / max(height, width)
        wide, high = max(1, round(width * scale)), max(1, round(height * scale))
        placed = Letterbox(wide, high, (self.side - wide) // 2, (self.side - high) // 2)
        if placed != self._filled:
            self._square.fill(-1.0)
            self._filled = placed
        values = cv2.LUT(shrunk(grey, wide, high), _SIGNED)
        rows = slice(placed.top, placed.top + high)
        columns = slice(placed.left, placed.left + wide)
        self._square[0, rows, columns] = cv2.cvtColor(values, cv2.COLOR_GRAY2RGB)
        return placed


def shrunk(grey: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """Return the picture at another size, halved by areas for as long as it is twice too large.

    A fifth of the time of INTER_AREA by an odd ratio, and nothing skipped as by INTER_LINEAR alone.
    """
    while grey.shape[1] >= 2 * width and grey.shape[0] >= 2 * height:
        half = (grey.shape[1] // 2, grey.shape[0] // 2)
        grey = np.asarray(cv2.resize(grey, half, interpolation=cv2.INTER_AREA), np.uint8)
    if grey.shape == (height, width):
        return grey
    return np.asarray(cv2.resize(grey, (width, height)), np.uint8)


def anchors(side: int, strides: tuple[int, int]) -> Floats:
    """Return the centres (896, 2) that boxes are told from, as (x, y) in 0..1 of the square."""
    places = []
    for stride, count in zip(strides, (2, 6), strict=True):
        cells = side // stride
        centres = (np.arange(cells, dtype=np.float32) + 0.5) / cells
        y, x = np.meshgrid(centres, centres, indexing="ij")
        places.append(np.repeat(np.stack([x.ravel(), y.ravel()], 1), count, axis=0))
    return np.concatenate(places).astype(np.float32)


def decoded(raw: Floats, centres: Floats, side: int) -> Floats:
    """Return (n, 16) of x, y, width, height and six keypoints, 0..1 of the square.

    `raw` (n, 16) holds the box's centre and size and the keypoints in pixels of the square,
    places relative to their anchor (n, 2).
    """
    rows = raw / np.float32(side)
    points = rows.reshape(len(rows), -1, 2)
    points[:, 0] += centres
    points[:, 2:] += centres[:, None]
    points[:, 0] -= points[:, 1] / 2
    return rows


def merged(rows: Floats, scores: Floats) -> list[tuple[Floats, float]]:
    """Return one row and its best score for each face, the surest first.

    Boxes of one face are averaged by score rather than the lesser ones thrown away: the paper's
    remedy for boxes that tremble from frame to frame.
    """
    left = np.argsort(-scores, kind="stable")
    faces = []
    while len(left):
        overlap = intersection_over_union(rows[left[0]], rows[left])
        shared = overlap > SAME_FACE
        shared[0] = True
        weights = scores[left[shared]]
        row = weights @ rows[left[shared]] / weights.sum()
        faces.append((row, float(scores[left[0]])))
        left = left[~shared]
    return faces


def intersection_over_union(box: Floats, others: Floats) -> Floats:
    """Return the overlap (n,) of a box (x, y, width, height, …) with others (n, 4 or more)."""
    low = np.maximum(box[:2], others[:, :2])
    high = np.minimum(box[:2] + box[2:4], others[:, :2] + others[:, 2:4])
    sides = np.maximum(high - low, 0)
    shared = sides[:, 0] * sides[:, 1]
    both = box[2] * box[3] + others[:, 2] * others[:, 3] - shared
    return np.asarray(shared / np.maximum(both, 1e-12), np.float32)


def _face(row: Floats, score: float, side: int, placed: Letterbox) -> Face:
    """Return a face in fractions of the picture; what reaches beyond its edge is kept."""
    pixels = row.reshape(-1, 2) * side
    pixels[0] -= (placed.left, placed.top)
    pixels[2:] -= (placed.left, placed.top)
    shares = pixels / (placed.width, placed.height)
    (x, y), (width, height) = shares[:2].tolist()
    points = tuple(Point(*place) for place in shares[2:].tolist())
    return Face(Box(x, y, width, height), score, points)
