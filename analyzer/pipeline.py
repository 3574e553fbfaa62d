"""From JPEG bytes to an Analysis: the only door for callers."""

import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer import DETECTORS, frame, gate, weights
from analyzer.crops import Framing, crop
from analyzer.expressions import ExpressionClassifier, LiteRTClassifier
from analyzer.faces import BUILDERS, FaceDetector
from analyzer.results import Analysis, Box, Expression, Face, Quality
from analyzer.tracking import FaceTracker

LEAST_FACE: Final = 60 / 640
"""Shortest side of a readable face as a share of the whole picture's width.

60 px of the camera's own picture, which is 640 px wide (docs/measures.md, 1): however far a
browser scales it down before sending, the share stays.
"""
CAMERA_WIDTH: Final = 640
"""Width from which more pixels ask no more of a face: 60 px suffice from any camera.

A frame that shows a part of the picture counts as wide as the whole would be at its scale.
"""
LEAST_VISIBLE: Final = 0.8
"""Share of a face's box that must lie within the picture, 0..1.

A crop without its lowest fifth, which is the mouth, is read as badly as one blurred by 1.5 px of
its 48 (`python -m analyzer evaluate --conditions` tells both); without a side it is read better.
"""
SECOND_FACE: Final = 0.5
"""A second face counts from this share of the largest one's width (docs/decisions/005).

One reading belongs to one person, so two faces make no reading; but a face so much farther away
is a passer-by or a picture on the wall, and the largest is the person at the camera.
"""
DETECTOR: Final = DETECTORS[0]
"""The detector that serves unless another is asked for."""

OnStep = Callable[[str, float], None]
"""Is told of a step of a batch, "decode", "detect" or "classify", and its seconds."""

Look = tuple[Analysis, NDArray[np.uint8] | None]
"""An answer so far, and the crop that is still to be classified."""


class Shown(NamedTuple):
    """A picture, the share of the camera's width that it shows, its stream, and how to look."""

    grey: NDArray[np.uint8]
    share: float
    stream: Hashable
    brief: bool = False


class Analyzer:
    """Detector and classifier as one function of a batch.

    Of what it saw it keeps where each stream's face was in the last seconds, and no picture.
    `model_version` is what its readings carry. Not thread-safe, like its parts: one Analyzer per
    thread.
    """

    def __init__(
        self,
        detector: FaceDetector,
        classifier: ExpressionClassifier,
        model_version: str,
        threshold: float = 0.0,
        on_step: OnStep = lambda step, seconds: None,
    ) -> None:
        self._framing = detector.framing
        self._tracker = FaceTracker(detector)
        self._classifier = classifier
        self.model_version = model_version
        self.threshold = threshold
        self._on_step = on_step

    @classmethod
    def default(
        cls,
        models: Path = weights.MODELS,
        detector: str = DETECTOR,
        on_step: OnStep = lambda step, seconds: None,
    ) -> "Analyzer":
        """Return the analyzer that serves: a detector by name and the manifest's default model.

        Raises WeightsError when a file is not the one that the manifest names. Sets
        OpenCV to one thread in this process, as workers scale by processes.
        """
        cv2.setNumThreads(1)
        entry = weights.model(folder=models)
        classifier = LiteRTClassifier(entry.read())
        finder = BUILDERS[detector]()
        version = weights.read_by(entry.version, detector)
        return cls(finder, classifier, version, entry.uncertain_below, on_step)

    def analyze(
        self,
        frames: Sequence[bytes],
        shares: Sequence[float] = (),
        streams: Sequence[Hashable] = (),
        brief: Sequence[bool] = (),
    ) -> list[Analysis]:
        """Return one Analysis for each JPEG, in order; a bad frame is an answer, not an error.

        `shares` says for each what part of its camera picture's width it shows, above 0 to 1; all
        of it unless given. Boxes are fractions of what was sent. `streams` names for each the
        frames that it follows on, those of the same stream; None, and all of them unless given,
        follow on nothing. `brief` says for each whether a first look at it will do, which may
        miss faces that are hard to find; for none of them unless given.

        A batch goes through the steps together: each step finds its code and its weights in the
        caches, and faces go through the classifier several at a time.
        """
        with self._timed("decode"):
            decoded = [_decoded(data) for data in frames]
        every = len(frames)
        how = (shares or [1.0] * every, streams or [None] * every, brief or [False] * every)
        rows = zip(decoded, *how, strict=True)
        shown = [Shown(row[0], *row[1:]) for row in rows if not isinstance(row[0], Analysis)]
        looks = iter(self._looked(shown))
        return self._classified(
            [(grey, None) if isinstance(grey, Analysis) else next(looks) for grey in decoded]
        )

    def analyze_pictures(
        self, greys: Sequence[NDArray[np.uint8]], stream: Hashable = None
    ) -> list[Analysis]:
        """Return one Analysis for each grey picture uint8 (height, width) of a stream, in order."""
        return self._classified(self._looked([Shown(grey, 1.0, stream) for grey in greys]))

    def _looked(self, shown: Sequence[Shown]) -> list[Look]:
        """Return the answers so far, and the crops to classify where they are to be readings."""
        with self._timed("detect"):
            found = [self._tracker.detect(*each) for each in shown]
        return [
            gated(each.grey, faces, self._framing, each.grey.shape[1] / each.share)
            for each, faces in zip(shown, found, strict=True)
        ]

    def _classified(self, looks: Sequence[Look]) -> list[Analysis]:
        """Return the answers, with the expressions of all crops of the batch."""
        answers = [answer for answer, _ in looks]
        crops = {place: face for place, (_, face) in enumerate(looks) if face is not None}
        if crops:
            with self._timed("classify"):
                faces = np.stack(list(crops.values()))
                rows = self._classifier.classify(faces).astype(np.float64)
            rows /= rows.sum(1, keepdims=True)
            for place, row in zip(crops, rows.tolist(), strict=True):
                answers[place] = self._reading(answers[place], tuple(row))
        return answers

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self._on_step(step, time.perf_counter() - began)

    def _reading(self, answer: Analysis, probabilities: tuple[float, ...]) -> Analysis:
        expression = Expression(probabilities, self.threshold)
        return Analysis("reading", "", answer.face, expression, answer.faces, answer.quality)


def _decoded(data: bytes) -> NDArray[np.uint8] | Analysis:
    """Return the grey picture, or the answer to a frame that is none."""
    try:
        return frame.decode(data)
    except frame.FrameRejected as rejected:
        return Analysis("rejected", rejected.reason)


def gated(
    grey: NDArray[np.uint8], faces: Sequence[Face], framing: Framing, whole_width: float
) -> Look:
    """Return the answer so far, and the crop to classify where it is to be a reading.

    The largest of the faces comes first. `whole_width` is that of the camera's whole picture at
    this scale, pixels.
    """
    if not faces:
        return Analysis("no_face"), None
    if _several(faces):
        boxes = tuple(face.box for face in faces)
        return Analysis("many_faces", faces=len(faces), several=boxes), None
    picture = crop(grey, faces[0], framing)
    quality = _quality(grey, faces[0], picture)
    defect = _defect(quality, faces[0].box, whole_width)
    status = Analysis(
        "poor_quality" if defect else "reading", defect, faces[0], None, len(faces), quality
    )
    return status, None if defect else picture


def _several(faces: Sequence[Face]) -> bool:
    sides = [face.box.width for face in faces[:2]]
    return len(sides) == 2 and sides[1] >= SECOND_FACE * sides[0]


def _quality(grey: NDArray[np.uint8], face: Face, picture: NDArray[np.uint8]) -> Quality:
    height, width = grey.shape
    side = min(face.box.width * width, face.box.height * height)
    return Quality(side, gate.brightness(picture), gate.sharpness(picture))


def _defect(quality: Quality, box: Box, whole_width: float) -> str:
    if quality.face_px < LEAST_FACE * min(whole_width, CAMERA_WIDTH):
        return "face_too_small"
    if box.visible < LEAST_VISIBLE:
        return "face_cut_off"
    return gate.defect(quality.brightness, quality.sharpness)
