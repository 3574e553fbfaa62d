"""BlazeFace: two small networks that find faces, and what turns their answers into boxes.

Bazarevsky et al. 2019, "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs". The
weights are MediaPipe's (Apache-2.0) and come with an installed package; decoding and suppression
are written anew after the paper and held to that package's own in the tests.
"""

import math
from collections.abc import Sequence
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
KEYPOINTS: Final = 6
"""Right eye, left eye, nose, mouth, right ear, left ear; right is the person's own."""

Floats = NDArray[np.float32]
Edges = tuple[float, float, float, float]

_SIGNED: Final = (np.arange(256) / 127.5 - 1).astype(np.float32)
_LEAST_RAW: Final = math.log(LEAST_SCORE / (1 - LEAST_SCORE))


@dataclass(frozen=True, slots=True)
class Letterbox:
    """Where a picture lies in the network's canvas: its size and the margins, pixels."""

    width: int
    height: int
    left: int
    top: int


class BlazeFace:
    """One of the networks in interpreters of its own; not to be shared between threads.

    `strides` are pixels of the network's input between anchors: two anchors at each place of
    the first, six of the second. `trimmed` leaves out most of the margins of a picture that is
    no square: a fifth less time (docs/decisions/028).
    """

    def __init__(self, model: bytes, strides: tuple[int, int], trimmed: bool = False) -> None:
        self._model = model
        self._strides = strides
        self._trimmed = trimmed
        self._canvases: dict[tuple[int, int], _Canvas] = {}
        interpreter = Interpreter(model_content=model, num_threads=1)
        self.side = int(interpreter.get_input_details()[0]["shape"][1])

    def detect(self, grey: NDArray[np.uint8]) -> list[Face]:
        """Return the faces in a grey picture (height, width), the surest first."""
        square = (self.side, self.side)
        size = trimmed(grey.shape[1], grey.shape[0], self.side) if self._trimmed else square
        if size not in self._canvases:
            self._canvases[size] = _Canvas(self._model, self._strides, *size)
        canvas = self._canvases[size]
        placed = canvas.place(grey)
        return [_face(row, score, placed) for row, score in merged(*canvas.detections())]


class _Canvas:
    """An interpreter for pictures of one shape, which are drawn into its own input.

    `_picture` and the others give arrays of its memory. They must not outlive a call: it does not
    run while one is held.
    """

    def __init__(self, model: bytes, strides: tuple[int, int], width: int, height: int) -> None:
        self._interpreter = Interpreter(model_content=model, num_threads=1)
        taken = self._interpreter.get_input_details()[0]["index"]
        self._interpreter.resize_tensor_input(taken, (1, height, width, 3), strict=False)
        self._interpreter.allocate_tensors()
        boxes, scores = self._interpreter.get_output_details()
        self._picture = self._interpreter.tensor(taken)
        self._boxes = self._interpreter.tensor(boxes["index"])
        self._scores = self._interpreter.tensor(scores["index"])
        self._anchors = anchors(width, height, strides)
        self._size = (width, height)
        self._filled = Letterbox(0, 0, 0, 0)

    def place(self, grey: NDArray[np.uint8]) -> Letterbox:
        """Fit the picture into the middle of the canvas, -1..1, and say where it lies."""
        placed = letterbox(grey, *self._size)
        if placed != self._filled:
            self._picture().fill(-1.0)
            self._filled = placed
        values = cv2.LUT(shrunk(grey, placed.width, placed.height), _SIGNED)
        rows = slice(placed.top, placed.top + placed.height)
        columns = slice(placed.left, placed.left + placed.width)
        cv2.cvtColor(values, cv2.COLOR_GRAY2RGB, dst=self._picture()[0, rows, columns])
        return placed

    def detections(self) -> tuple[Floats, list[float]]:
        """Return what counts of the answer to what was placed: rows (n, 16) and scores, 0..1."""
        self._interpreter.invoke()
        raw = self._scores()[0, :, 0]
        sure = np.flatnonzero(raw > _LEAST_RAW)
        if not len(sure):
            return np.zeros((0, 16), np.float32), []
        # Above the least score, which is not below 0 before the sigmoid: nothing overflows.
        scores = [1 / (1 + math.exp(-score)) for score in raw[sure].tolist()]
        rows = self._boxes()[0].take(sure, 0)
        return decoded(rows, self._anchors.take(sure, 0)), scores


def trimmed(width: int, height: int, side: int) -> tuple[int, int]:
    """Return width and height of the canvas for a picture: the square, or three quarters of it.

    The networks were trained on squares and are convolutions throughout: margins need not be
    computed. Three shapes only, so that strangers cannot ask for ever new interpreters.
    """
    shorter = side * 3 // 4
    if 4 * height <= 3 * width:
        return side, shorter
    if 4 * width <= 3 * height:
        return shorter, side
    return side, side


def letterbox(grey: NDArray[np.uint8], width: int, height: int) -> Letterbox:
    """Return where a grey picture lies that fills a canvas as far as its shape allows."""
    scale = min(height / grey.shape[0], width / grey.shape[1])
    high = max(1, round(grey.shape[0] * scale))
    wide = max(1, round(grey.shape[1] * scale))
    return Letterbox(wide, high, (width - wide) // 2, (height - high) // 2)


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


def anchors(width: int, height: int, strides: tuple[int, int]) -> Floats:
    """Return what each raw row (n, 16) is told from, in pixels of the canvas; 896 of a square 128.

    The anchor's centre (x, y) under the box's centre and the six keypoints, 0 under its size.
    """
    places = []
    for stride, count in zip(strides, (2, 6), strict=True):
        down, across = (
            (np.arange(length // stride, dtype=np.float32) + 0.5) * stride
            for length in (height, width)
        )
        y, x = np.meshgrid(down, across, indexing="ij")
        places.append(np.repeat(np.stack([x.ravel(), y.ravel()], 1), count, axis=0))
    rows = np.tile(np.concatenate(places), 2 + KEYPOINTS)
    rows[:, 2:4] = 0
    return rows.astype(np.float32)


def decoded(raw: Floats, told_from: Floats) -> Floats:
    """Return (n, 16) of centre x, y, width, height and six keypoints, pixels of the canvas.

    `raw` (n, 16) holds the same relative to the anchors (n, 16).
    """
    return raw + told_from


def merged(rows: Floats, scores: Sequence[float]) -> list[tuple[Floats, float]]:
    """Return one row and its best score for each face, the surest first.

    Boxes of one face are averaged by score rather than the lesser ones thrown away: the paper's
    remedy for boxes that tremble from frame to frame. A handful of boxes: plain numbers compare
    them in half the time of arrays.
    """
    boxes = [edges(*_corner(*box)) for box in rows[:, :4].tolist()]
    left = sorted(range(len(boxes)), key=scores.__getitem__, reverse=True)
    faces = []
    while left:
        best, *others = left
        shared, left = [best], []
        for other in others:
            same = overlap(boxes[best], boxes[other]) > SAME_FACE
            (shared if same else left).append(other)
        weights = np.array([scores[place] for place in shared], np.float32)
        faces.append((weights @ rows[shared] / weights.sum(), scores[best]))
    return faces


def edges(x: float, y: float, width: float, height: float) -> Edges:
    """Return left, top, right and bottom of a box."""
    return x, y, x + width, y + height


def overlap(one: Edges, other: Edges) -> float:
    """Return intersection over union, 0..1; 0 of boxes without area."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (_area(one) + _area(other) - shared)


def _area(box: Edges) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _corner(x: float, y: float, width: float, height: float) -> Edges:
    """Return x and y of the upper left corner, width and height, of a box told by its centre."""
    return x - width / 2, y - height / 2, width, height


def _face(row: Floats, score: float, placed: Letterbox) -> Face:
    """Return a face in fractions of the picture; what reaches beyond its edge is kept."""
    # Plain numbers: arrays of sixteen cost more in calls than in sums.
    wide, high = 1 / placed.width, 1 / placed.height
    left, top = placed.left * wide, placed.top * high
    x, y, width, height, *points = row.tolist()
    places = zip(points[::2], points[1::2], strict=True)
    return Face(
        Box(*_corner(x * wide - left, y * high - top, width * wide, height * high)),
        score,
        tuple(Point(px * wide - left, py * high - top) for px, py in places),
    )
