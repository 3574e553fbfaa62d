"""How well the detectors find faces: recall under what cameras do, and what they see in nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.faces import BUILDERS, FaceDetector
from analyzer.frame import decode
from analyzer.results import Box
from analyzer.training.data import Faces
from analyzer.training.intervals import wilson
from analyzer.training.portrait import view
from analyzer.training.through_detector import HEIGHT, OVERLAP, WIDTH, as_sent, scene, shared_area

Images = NDArray[np.uint8]

SIDE = 160
"""Height of the faces where it is not the condition, pixels of 480."""
VIEWS = 50
"""Views of the portrait for every condition."""


@dataclass(frozen=True)
class Condition:
    """How a face is put into its scene: size in pixels, degrees, light and what is covered."""

    side: int = SIDE
    tilt: float = 0.0
    light: float = 1.0
    covered: str = ""


CONDITIONS: Mapping[str, Condition] = {
    **{f"{side} px high": Condition(side=side) for side in (40, 60, 100, 160, 220)},
    **{f"tilted by {angle}°": Condition(tilt=angle) for angle in (15, 30, 45)},
    **{f"light × {light:g}": Condition(light=light) for light in (0.12, 0.25, 0.5, 1.5)},
    "lower half covered": Condition(covered="lower"),
    "left half covered": Condition(covered="left"),
}


def table(faces: Faces, count: int = 200, seed: int = 1, views: int = VIEWS) -> dict[str, Any]:
    """Return what each detector sees under each condition, and in pictures without a face.

    `count` faces are drawn by seed, the same ones for every condition; `portrait` is of one
    photograph's face in so many views of it. By condition and detector: `recall`, the share of
    scenes in which a box lies on the face (OVERLAP); `badly_placed`, that of others in which one
    shares something with it; `extra`, the number of boxes that share nothing with it. `interval`
    of the recall is the faces'; views of one face are no sample of faces and have none.
    """
    random = np.random.default_rng(seed)
    chosen = faces.rows(random.permutation(len(faces))[:count])
    detectors = {name: make() for name, make in BUILDERS.items()}
    found = {
        name: {
            key: _with_interval(_in_scenes(detector, condition, chosen.images))
            for key, detector in detectors.items()
        }
        for name, condition in CONDITIONS.items()
    }
    empty = list(without_faces())
    false = {key: _false_positives(detector, empty) for key, detector in detectors.items()}
    return {
        "n": len(chosen),
        "faces": found,
        "views": views,
        "portrait": _of_the_portrait(detectors, views),
        "empty": len(empty),
        "false_positives": false,
    }


def as_markdown(result: Mapping[str, Any]) -> str:
    """Return the table as Markdown."""
    names = list(BUILDERS)
    columns = [f"{name}{what}" for name in names for what in ("", ", badly placed", ", extra")]
    lines = ["| faces | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    portrait = {f"portrait, {name}": row for name, row in result["portrait"].items()}
    for condition, row in {**result["faces"], **portrait}.items():
        cells = [cell for name in names for cell in _cells(row[name])]
        lines.append(f"| {condition} | {' | '.join(cells)} |")
    false = " | | | ".join(str(result["false_positives"][name]) for name in names)
    lines.append(f"| faces seen in {result['empty']} pictures without one | | | {false} |")
    return "\n".join(lines)


def _cells(row: Mapping[str, Any]) -> list[str]:
    """Return recall with its interval, what lies badly, and boxes on something else."""
    interval = row.get("interval")
    chance = f" ({interval[0]:.0%} to {interval[1]:.0%})" if interval else ""
    return [f"{row['recall']:.1%}{chance}", f"{row['badly_placed']:.1%}", str(row["extra"])]


def placed(image: Images, condition: Condition, random: np.random.Generator) -> tuple[Images, Box]:
    """Return a scene with the face under a condition, and where the picture was put."""
    side, face = condition.side, image.copy()
    if condition.covered == "lower":
        face[len(face) // 2 :] = 128
    if condition.covered == "left":
        face[:, : len(face) // 2] = 128
    room, box = scene(face, side, random)
    if condition.tilt:
        centre = ((box.x + box.width / 2) * WIDTH, (box.y + box.height / 2) * HEIGHT)
        turn = cv2.getRotationMatrix2D(centre, condition.tilt, 1.0)
        turned = cv2.warpAffine(room, turn, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
        room = np.asarray(turned, np.uint8)
    return np.clip(room * condition.light, 0, 255).astype(np.uint8), box


def without_faces() -> Iterator[Images]:
    """Give scenes in which there is no face: pictures that scikit-image ships, cut into frames.

    Textures, things, a page, a cat's face, and a hundred small patches of photographs that a face
    detector once took for faces (Labeled Faces in the Wild's negative half), at 160 px each.
    """
    from skimage import data

    for name in ("brick", "chelsea", "clock", "coffee", "coins", "grass", "gravel", "moon", "page"):
        picture = getattr(data, name)()
        grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) if picture.ndim == 3 else picture
        resized = cv2.resize(grey, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
        yield np.asarray(resized, np.uint8)
    random = np.random.default_rng(1)
    for patch in data.lfw_subset()[100:]:  # type: ignore[no-untyped-call]
        yield scene((patch * 255).astype(np.uint8), SIDE, random)[0]


def _in_scenes(
    detector: FaceDetector, condition: Condition, images: Images
) -> dict[str, float | int]:
    random = np.random.default_rng(1)
    return _seen(detector, (placed(image, condition, random) for image in images))


def _of_the_portrait(
    detectors: Mapping[str, FaceDetector], views: int
) -> dict[str, dict[str, dict[str, float | int]]]:
    return {
        name: {
            key: _seen(detector, _views(condition, views)) for key, detector in detectors.items()
        }
        for name, condition in CONDITIONS.items()
        if not condition.covered
    }


def _views(condition: Condition, views: int) -> Iterator[tuple[Images, Box]]:
    random = np.random.default_rng(1)
    for _ in range(views):
        yield view(condition.side, condition.tilt, condition.light, random)


def _seen(detector: FaceDetector, scenes: Iterable[tuple[Images, Box]]) -> dict[str, float | int]:
    """Return the figures of `table` for scenes with one face each."""
    shared = [
        [shared_area(box, face.box) for face in detector.detect(decode(as_sent(room)))]
        for room, box in scenes
    ]
    most = np.array([max(areas, default=0.0) for areas in shared])
    return {
        "n": len(shared),
        "recall": float(np.mean(most >= OVERLAP)),
        "badly_placed": float(np.mean((most > 0) & (most < OVERLAP))),
        "extra": sum(not area for areas in shared for area in areas),
    }


def _with_interval(row: dict[str, float | int]) -> dict[str, Any]:
    return {**row, "interval": wilson(round(row["recall"] * row["n"]), int(row["n"]))}


def _false_positives(detector: FaceDetector, rooms: list[Images]) -> int:
    return sum(len(detector.detect(decode(as_sent(room)))) for room in rooms)
