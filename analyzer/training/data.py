"""Loaders of labelled face pictures: the npz form and the official `fer2013.csv`."""

import csv
import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS

SIDE = 48
"""Pixels of a picture's side."""

SPLITS = {"training": 0, "public": 1, "private": 2}
"""Names on the command line, codes in the arrays."""

USAGES = {"Training": 0, "PublicTest": 1, "PrivateTest": 2}
"""Names in the column `Usage` of the official file."""

VOTE_COLUMNS = (
    *("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear"),
    *("contempt", "unknown", "NF"),
)
"""Columns of the FER+ file (Barsoum et al. 2016), in the order of the votes array."""

VOTES_FILE = "fer2013new.csv"


class DataError(ValueError):
    """A data file that cannot be used; the message is one line for the user."""


@dataclass(frozen=True)
class Faces:
    """Labelled pictures.

    `images` uint8 (n, 48, 48), grey; `labels` uint8 (n,), 0..6 as in EXPRESSIONS; `split`
    uint8 (n,), the codes of SPLITS; `votes` uint8 (n, 10) in the order of VOTE_COLUMNS, or None
    where the data has none; `sha256` of the file that was read.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    split: NDArray[np.uint8]
    votes: NDArray[np.uint8] | None
    sha256: str

    def __len__(self) -> int:
        return len(self.labels)

    def part(self, name: str) -> "Faces":
        """Return the rows of one split ("training", "public", "private") or "all".

        Raises DataError where there are none.
        """
        if name not in SPLITS and name != "all":
            raise DataError(f"unknown split {name!r}: use one of {', '.join([*SPLITS, 'all'])}")
        keep = np.ones(len(self), bool) if name == "all" else self.split == SPLITS[name]
        if not keep.any():
            raise DataError(f"the split {name!r} is empty in this data")
        return self.rows(np.flatnonzero(keep))

    def rows(self, index: NDArray[np.intp]) -> "Faces":
        """Return the pictures at these positions."""
        votes = None if self.votes is None else self.votes[index]
        return Faces(self.images[index], self.labels[index], self.split[index], votes, self.sha256)

    def counts(self) -> NDArray[np.intp]:
        """Return how many pictures each class has, (7,)."""
        return np.bincount(self.labels, minlength=len(EXPRESSIONS))


def load(path: Path) -> Faces:
    """Read a `.npz` or `.csv` file of faces. Raises DataError, with one line, when it cannot."""
    if not path.is_file():
        raise DataError(f"{path}: no such file")
    if path.suffix == ".npz":
        return _checked(path, _read_npz(path))
    if path.suffix == ".csv":
        return _checked(path, _read_csv(path))
    raise DataError(f"{path}: expected a .npz or .csv file")


def divide(faces: Faces, share: float, seed: int) -> tuple[Faces, Faces]:
    """Draw `share` (0..1) of the pictures, by seed, as validation; return (rest, validation)."""
    order = np.random.default_rng(seed).permutation(len(faces))
    held = round(len(faces) * share)
    if not 0 < held < len(faces):
        raise DataError(f"{len(faces)} pictures are too few to hold {share:.3f} of them back")
    return faces.rows(np.sort(order[held:])), faces.rows(np.sort(order[:held]))


def _checked(path: Path, arrays: Mapping[str, Any]) -> Faces:
    images, labels, split = arrays["images"], arrays["labels"], arrays["split"]
    votes = arrays.get("votes")
    if images.ndim != 3 or images.shape[1:] != (SIDE, SIDE) or images.dtype != np.uint8:
        raise DataError(f"{path}: images must be uint8 (n, 48, 48), found {images.shape}")
    if not len(images):
        raise DataError(f"{path}: no pictures in it")
    sizes = {len(column) for column in (labels, split, *([] if votes is None else [votes]))}
    if sizes != {len(images)}:
        raise DataError(f"{path}: images, labels, split and votes differ in length")
    if labels.min() < 0 or labels.max() >= len(EXPRESSIONS):
        raise DataError(f"{path}: unknown label {labels.max()}, labels go from 0 to 6")
    if votes is not None and votes.shape[1:] != (len(VOTE_COLUMNS),):
        raise DataError(f"{path}: votes must have {len(VOTE_COLUMNS)} columns")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Faces(images, labels.astype(np.uint8), split.astype(np.uint8), votes, digest)


def _read_npz(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: not a readable npz file ({error})") from error
    missing = {"images", "labels"} - arrays.keys()
    if missing:
        raise DataError(f"{path}: missing array {', '.join(sorted(missing))}")
    # A file made for scoring alone may have no splits: all of it is "private" then.
    arrays.setdefault("split", np.full(len(arrays["labels"]), SPLITS["private"], np.uint8))
    return arrays


def _read_csv(path: Path) -> dict[str, Any]:
    with path.open(newline="", encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        missing = {"emotion", "pixels", "Usage"} - set(reader.fieldnames or ())
        if missing:
            raise DataError(f"{path}: missing column {', '.join(sorted(missing))}")
        rows = [_parse_row(path, reader.line_num, row) for row in reader]
    if not rows:
        raise DataError(f"{path}: no pictures in it")
    labels, images, split = zip(*rows, strict=True)
    arrays = {"images": np.stack(images), "labels": np.array(labels), "split": np.array(split)}
    votes = path.with_name(VOTES_FILE)
    return {**arrays, "votes": _read_votes(votes)} if votes.is_file() else arrays


def _parse_row(path: Path, line: int, row: Mapping[str, str]) -> tuple[int, NDArray[np.uint8], int]:
    try:
        label = int(row["emotion"])
        pixels = np.array(row["pixels"].split(), dtype=np.int64)
        usage = USAGES[row["Usage"]]
    except (ValueError, AttributeError, TypeError) as error:
        raise DataError(f"{path}, line {line}: not a number: {error}") from error
    except KeyError as error:
        raise DataError(f"{path}, line {line}: unknown usage {row['Usage']!r}") from error
    if not 0 <= label < len(EXPRESSIONS):
        raise DataError(f"{path}, line {line}: unknown label {label}, labels go from 0 to 6")
    if pixels.size != SIDE * SIDE:
        raise DataError(f"{path}, line {line}: {pixels.size} pixels where {SIDE * SIDE} belong")
    if pixels.min() < 0 or pixels.max() > 255:
        raise DataError(f"{path}, line {line}: a pixel is outside 0..255")
    return label, pixels.astype(np.uint8).reshape(SIDE, SIDE), usage


def _read_votes(path: Path) -> NDArray[np.uint8]:
    with path.open(newline="", encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        missing = set(VOTE_COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise DataError(f"{path}: missing column {', '.join(sorted(missing))}")
        try:
            rows = [[int(row[name]) for name in VOTE_COLUMNS] for row in reader]
        except ValueError as error:
            raise DataError(f"{path}, line {reader.line_num}: {error}") from error
    return np.array(rows, np.uint8)
