"""What the analyzer says about a frame: frozen values, no behaviour beyond reading them."""

from dataclasses import dataclass
from typing import Literal

EXPRESSIONS = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
"""Class names in the order of FER2013, index 0 to 6; every array of seven follows it."""

UNCERTAIN = "uncertain"
"""The label of an expression whose best class stays under the model's threshold."""

Status = Literal["reading", "no_face", "many_faces", "poor_quality", "rejected"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the whole picture; every number is a fraction of its width or height, 0..1."""

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """Share of the picture that the box covers, 0..1."""
        return self.width * self.height

    @property
    def visible(self) -> float:
        """Share of the box that lies within the picture, 0..1; 0 of a box without area."""
        width = min(self.x + self.width, 1.0) - max(self.x, 0.0)
        height = min(self.y + self.height, 1.0) - max(self.y, 0.0)
        if width <= 0 or height <= 0:
            return 0.0
        return min(1.0, width * height / self.area)

    def placed(self, box: "Box") -> "Box":
        """Return a box that is told in fractions of this one in fractions of the picture."""
        return Box(
            self.x + box.x * self.width,
            self.y + box.y * self.height,
            box.width * self.width,
            box.height * self.height,
        )


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the whole picture, as fractions of its width and height."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Face:
    """A found face and the detector's own score, 0..1 (1.0 where the detector gives none).

    `keypoints` are right eye, left eye, nose, mouth, right ear and left ear, right being the
    person's own; empty where the detector gives none.
    """

    box: Box
    score: float
    keypoints: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures behind the quality gate.

    `face_px` is the shorter side of the face in pixels of the frame as decoded; of the 48x48 crop
    that the classifier sees, `brightness` is the mean grey value 0..255 and `sharpness` the
    variance of the Laplacian (squared grey values, 0 is flat).
    """

    face_px: float
    brightness: float
    sharpness: float


@dataclass(frozen=True, slots=True)
class Expression:
    """Seven probabilities in the order of EXPRESSIONS; they sum to 1.

    `threshold` is the model's own: below it the best class is not worth naming.
    """

    probabilities: tuple[float, ...]
    threshold: float = 0.0

    @property
    def confidence(self) -> float:
        """Probability of the best class."""
        return max(self.probabilities)

    @property
    def best(self) -> str:
        """Name of the most probable class, however improbable it is."""
        return EXPRESSIONS[self.probabilities.index(self.confidence)]

    @property
    def uncertain(self) -> bool:
        """Whether the best class stays under the threshold."""
        return self.confidence < self.threshold

    @property
    def label(self) -> str:
        """What to show: the best class, or "uncertain"."""
        return UNCERTAIN if self.uncertain else self.best


@dataclass(frozen=True, slots=True)
class Analysis:
    """The answer to one frame.

    `face` is there when one was chosen (also for `poor_quality`), `expression` only for a
    `reading`. `reason` is a short code, empty for a `reading`, `no_face` and `many_faces`.
    `faces` counts what the detector found, `quality` is there whenever `face` is. `several` are
    the boxes of all of them for `many_faces`, the largest first, and empty for anything else.
    """

    status: Status
    reason: str = ""
    face: Face | None = None
    expression: Expression | None = None
    faces: int = 0
    quality: Quality | None = None
    several: tuple[Box, ...] = ()
