"""Labelled face pictures, whatever form they come in."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS
from analyzer.training import file_formats, picture_folders
from analyzer.training.duplicates import together
from analyzer.training.file_formats import SIDE, SPLIT_NAMES, SPLITS, VOTE_COLUMNS, DataError


@dataclass(frozen=True)
class Faces:
    """Labelled pictures.

    `images` uint8 (n, 48, 48), grey; `labels` uint8 (n,), 0..6 as in EXPRESSIONS; `split`
    uint8 (n,), the codes of SPLITS; `votes` uint8 (n, 10) in the order of VOTE_COLUMNS, or None
    where the data has none.

    `sha256` is that of the file that was read, of a folder that of its content; `content` that of
    all pictures, labels, splits and votes, whatever form they came in: data of other content trains
    another network.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    split: NDArray[np.uint8]
    votes: NDArray[np.uint8] | None
    sha256: str
    content: str = ""

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
            present = ", ".join(self.splits())
            raise DataError(f"the split {name!r} is empty in this data, which has {present}")
        return self.rows(np.flatnonzero(keep))

    def splits(self) -> list[str]:
        """Return the names of the splits that these are of."""
        return [name for name, code in SPLITS.items() if (self.split == code).any()]

    def rows(self, index: NDArray[np.intp]) -> "Faces":
        """Return the pictures at these positions."""
        votes = None if self.votes is None else self.votes[index]
        images, labels, split = self.images[index], self.labels[index], self.split[index]
        return replace(self, images=images, labels=labels, split=split, votes=votes)

    def hashes(self) -> dict[str, str]:
        """Return what the JSON of figures says of the data they are of."""
        return {"data_sha256": self.sha256, "data_content": self.content}

    def digest(self) -> str:
        """Return the hash of all columns of these rows, in their order: of the same pictures."""
        return _sha256(self.images, self.labels, self.split, self.votes)

    def counts(self) -> NDArray[np.intp]:
        """Return how many pictures each class has, (7,)."""
        return np.bincount(self.labels, minlength=len(EXPRESSIONS))


def load(path: Path) -> Faces:
    """Read faces from a `.npz`, a `.csv` or a folder. Raises DataError, in one line."""
    if path.is_dir():
        return _checked(path, picture_folders.read_folder(path))
    if not path.is_file():
        raise DataError(f"{path}: no such file or folder")
    if path.suffix.lower() == ".npz":
        return _checked(path, file_formats.read_npz(path))
    if path.suffix.lower() == ".csv":
        return _checked(path, file_formats.read_csv(path))
    raise DataError(f"{path}: expected a .npz or .csv file, or a folder")


def divide(faces: Faces, share: float, seed: int, limit: int = 0) -> tuple[Faces, Faces]:
    """Draw `share` (0..1) of the pictures, by seed, as validation; return (rest, validation).

    The same picture, pixel by pixel, is never on both sides: validation would ask what was learned
    by heart. It gets a picture or two more than its share where the last one comes several times.
    `limit` leaves at most so many in the rest (0: all), drawn too: the first ones of a folder are
    all of one class.
    """
    order = together(faces.images, np.random.default_rng(seed).permutation(len(faces)))
    held = whole_groups(faces.images, order, round(len(faces) * share))
    if not 0 < held < len(faces):
        raise DataError(f"{len(faces)} pictures are too few to hold {share:.3f} of them back")
    rest = order[held : held + limit if limit else None]
    return faces.rows(np.sort(rest)), faces.rows(np.sort(order[:held]))


def whole_groups(images: NDArray[np.uint8], order: NDArray[np.intp], held: int) -> int:
    """Return how many of the order are on the first side once the last one's copies are, too."""
    while 0 < held < len(order) and np.array_equal(*images[order[held - 1 : held + 1]]):
        held += 1
    return held


def _checked(path: Path, arrays: Mapping[str, Any]) -> Faces:
    images, labels = _pictures(path, arrays["images"]), arrays["labels"]
    split, votes = _codes(path, arrays["split"]), arrays.get("votes")
    _whole(path, "labels", labels, 1, len(EXPRESSIONS) - 1)
    _whole(path, "split", split, 1, max(SPLITS.values()))
    if votes is not None:
        _whole(path, "votes", votes, 2, 255)
        if votes.shape[1] != len(VOTE_COLUMNS):
            raise DataError(f"{path}: votes must have {len(VOTE_COLUMNS)} columns")
    columns = {"images": images, "labels": labels, "split": split, "votes": votes}
    sizes = {name: len(column) for name, column in columns.items() if column is not None}
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{size} {name}" for name, size in sizes.items())
        raise DataError(f"{path}: columns differ in length: {told}")
    labels, split = labels.astype(np.uint8), split.astype(np.uint8)
    votes = None if votes is None else votes.astype(np.uint8)
    content = _sha256(images, labels, split, votes)
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else content
    return Faces(images, labels, split, votes, digest, content)


def _pictures(path: Path, images: NDArray[Any]) -> NDArray[np.uint8]:
    """Return pictures (n, 48, 48), or (n, 48, 48, 1), as uint8 (n, 48, 48). Raises DataError."""
    grey = images[..., 0] if images.ndim == 4 and images.shape[3] == 1 else images
    if grey.ndim != 3 or grey.shape[1:] != (SIDE, SIDE) or grey.dtype.kind not in "iu":
        found = f"{images.dtype} {images.shape}"
        raise DataError(f"{path}: images must be uint8 (n, 48, 48), found {found}")
    if not len(grey):
        raise DataError(f"{path}: no pictures in it")
    if grey.min() < 0 or grey.max() > 255:
        found = f"{grey.min()} to {grey.max()}"
        raise DataError(f"{path}: images go from 0 to 255, found {found}")
    return np.ascontiguousarray(grey, np.uint8)


def _codes(path: Path, split: NDArray[Any]) -> NDArray[Any]:
    """Return a column of splits that are told by their names as codes; of codes it is the same."""
    if split.dtype.kind not in "US" or split.ndim != 1:
        return split
    names = np.char.lower(split.astype(str)).tolist()
    unknown = next((name for name in names if name not in SPLIT_NAMES), None)
    if unknown is not None:
        known = ", ".join(SPLITS)
        raise DataError(f"{path}: unknown split {unknown!r}, they are {known}")
    return np.array([SPLIT_NAMES[name] for name in names], np.uint8)


def _whole(path: Path, name: str, values: NDArray[Any], dimensions: int, most: int) -> None:
    """Raise DataError where an array is not of whole numbers from 0 to `most`.

    Shares, one-hot rows and names could be read as labels, too, and none of them as they are meant.
    """
    if values.dtype.kind not in "iu" or values.ndim != dimensions:
        shape, found = ("(n,)", "(n, 10)")[dimensions - 1], f"{values.dtype} {values.shape}"
        raise DataError(f"{path}: {name} must be whole numbers {shape}, found {found}")
    unknown = values[(values < 0) | (values > most)]
    if len(unknown):
        raise DataError(f"{path}: {name} go from 0 to {most}, found {unknown[0]}")


def _sha256(*columns: NDArray[np.uint8] | None) -> str:
    """Return the hash of all columns; without votes is other data than with none cast."""
    digest = hashlib.sha256()
    for column in columns:
        digest.update(repr(None if column is None else column.shape).encode())
        digest.update(b"" if column is None else np.ascontiguousarray(column).data)
    return digest.hexdigest()
