"""Tracking by detection: the face of the previous frame bounds the search in the next one."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analyzer.faces import FaceDetector
from analyzer.results import Box, Face

WHOLE_EVERY: Final = 8
"""Of so many frames of a stream one is searched all over: there alone is seen who else came."""
WHOLE_AFTER: Final = 4.0
"""Seconds after which one is, however few came meanwhile: as often as a browser sends all of its
picture while it follows a face (docs/decisions/010)."""
STALE: Final = 3.0
"""Seconds after which a face may be anywhere."""
MIDDLE: Final = Box(0.25, 0.25, 0.5, 0.5)
"""Where the face was about which a region frame was cut: a region has twice its side."""


@dataclass(frozen=True, slots=True)
class Track:
    """The last face of a stream: when it was seen, and when a whole frame was last searched."""

    box: Box
    at: float
    frames: int
    whole_at: float


class FaceTracker:
    """A detector with one track for each stream that shows a single face.

    A hint and no more: where it leads nowhere the detector looks everywhere.
    """

    def __init__(self, detector: FaceDetector, now: Callable[[], float] = time.monotonic) -> None:
        self._detector = detector
        self._now = now
        self._seen: dict[Hashable, Track] = {}

    def detect(
        self,
        grey: NDArray[np.uint8],
        share: float = 1.0,
        stream: Hashable = None,
        brief: bool = False,
    ) -> list[Face]:
        """Return the faces in the next frame of a stream, the largest first.

        A frame that shows less than all of the camera's picture's width (`share`) shows the
        region about a face. Frames of no stream (None) follow on nothing. `brief` asks for a
        first look at most.
        """
        before, now = self._seen.pop(stream, None), self._now()
        self._forget(now)
        if share < 1:
            # What is known lies in fractions of whole frames, and the next of those is sent for
            # the sake of all that a region does not show.
            return self._detector.detect(grey, MIDDLE, brief)
        known = before.box if before and _follows(before, now) else None
        faces = self._detector.detect(grey, known, brief)
        if stream is not None and len(faces) == 1:
            frames, whole_at = (
                (before.frames + 1, before.whole_at) if before and known else (0, now)
            )
            self._seen[stream] = Track(faces[0].box, now, frames, whole_at)
        return faces

    def _forget(self, now: float) -> None:
        # What was noted last stands last: what is old stands in front.
        while self._seen:
            oldest = next(iter(self._seen))
            if now - self._seen[oldest].at <= STALE:
                break
            del self._seen[oldest]


def _follows(before: Track, now: float) -> bool:
    """Return whether a frame is searched around the previous face only, and not as a whole."""
    due = before.frames + 1 >= WHOLE_EVERY or now - before.whole_at > WHOLE_AFTER
    return not due and now - before.at <= STALE
