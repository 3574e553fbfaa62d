"""What a data file holds: classes by split, pictures that come twice, and sample sheets."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.output import prepare
from analyzer.results import EXPRESSIONS
from analyzer.training.data import Faces, load
from analyzer.training.duplicates import groups
from analyzer.training.figures import draw_class_counts
from analyzer.training.file_formats import SIDE

SAMPLES = 12
"""Pictures of each class on a sample sheet."""


def overview(data: Path, figures: Path | None = None) -> str:
    """Return counts and duplicates as text; draw `classes.png` and sample sheets in `figures`.

    The sheets show people: they belong beside the data, never into a repository. Raises
    DataError where the file cannot be read.
    """
    prepare(figures and figures / "classes.png")
    faces = load(data)
    present = faces.splits()
    if figures is not None:
        draw_class_counts(figures / "classes.png", {n: faces.part(n).counts() for n in present})
        for name in present:
            cv2.imwrite(str(figures / f"samples-{name}.png"), sample_sheet(faces.part(name)))
    votes = "with" if faces.votes is not None else "without"
    return "\n".join(
        [
            *_table(faces, present),
            f"{len(faces)} pictures, {votes} FER+ votes",
            *_told_duplicates(faces),
        ]
    )


def sample_sheet(faces: Faces, seed: int = 1) -> NDArray[np.uint8]:
    """Return a grey sheet of random pictures, a row for each class in EXPRESSIONS' order."""
    random = np.random.default_rng(seed)
    sheet = np.full((len(EXPRESSIONS) * SIDE, SAMPLES * SIDE), 255, np.uint8)
    for row in range(len(EXPRESSIONS)):
        own = random.permutation(np.flatnonzero(faces.labels == row))[:SAMPLES]
        for column, position in enumerate(own):
            top, left = row * SIDE, column * SIDE
            sheet[top : top + SIDE, left : left + SIDE] = faces.images[position]
    return sheet


def _table(faces: Faces, present: list[str]) -> list[str]:
    counts = {name: faces.part(name).counts() for name in present}
    lines = [f"{'':10}" + "".join(f"{name:>10}" for name in counts)]
    for row, name in enumerate(EXPRESSIONS):
        lines.append(f"{name:10}" + "".join(f"{values[row]:10d}" for values in counts.values()))
    lines.append(f"{'all':10}" + "".join(f"{values.sum():10d}" for values in counts.values()))
    return lines


def _told_duplicates(faces: Faces) -> list[str]:
    same = groups(faces.images)
    across = [group for group in same if len(set(faces.split[group].tolist())) > 1]
    at_odds = [group for group in same if len(set(faces.labels[group].tolist())) > 1]
    return [
        f"{sum(len(group) - 1 for group in same)} pictures come again, pixel by pixel, in "
        f"{len(same)} groups",
        f"{len(across)} groups lie in more than one split: what is scored there was trained on",
        f"{len(at_odds)} groups have more than one label",
    ]
