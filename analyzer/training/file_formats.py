"""The files that face data comes in: `.npz`, and the official `fer2013.csv`.

Folders of pictures are read by `picture_folders`.
"""

import csv
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS

SIDE = 48
"""Pixels of a picture's side."""

SPLITS = {"training": 0, "public": 1, "private": 2}
"""Names on the command line, codes in the arrays."""

SPLIT_NAMES = {
    **{"train": 0, "training": 0},
    **{"val": 1, "valid": 1, "validation": 1, "public": 1, "publictest": 1},
    **{"test": 2, "private": 2, "privatetest": 2},
}
"""What a split is called in folders and arrays, in whatever case it is written there."""

USAGES = {"Training": 0, "PublicTest": 1, "PrivateTest": 2}
"""Names in the column `Usage` of the official file."""

VOTE_COLUMNS = (
    *("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear"),
    *("contempt", "unknown", "NF"),
)
"""Columns of the FER+ file (Barsoum et al. 2016), in the order of the votes array."""

VOTES_FILE = "fer2013new.csv"

ARRAYS = ("images", "labels", "split", "votes")
"""Those of an npz file that are read."""


class DataError(ValueError):
    """A data file that cannot be used; the message is one line for the user."""


def read_npz(path: Path) -> dict[str, Any]:
    """Read arrays `images`, `labels` and, where they are there, `split` and `votes`.

    Whatever else a file holds is nobody's concern.
    """
    if not zipfile.is_zipfile(path):
        raise DataError(f"{path}: not an npz file")
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            held = [name for name in ARRAYS if name in stored.files]
            arrays = {name: np.asarray(stored[name]) for name in held}
    except Exception as error:
        # Of a damaged file zipfile, zlib and NumPy's own reader raise a dozen kinds.
        told = " ".join(str(error).split())
        raise DataError(f"{path}: not a readable npz file ({told})") from error
    missing = {"images", "labels"} - arrays.keys()
    if missing:
        raise DataError(f"{path}: missing array {', '.join(sorted(missing))}")
    # A file made for scoring alone may have no splits: all of it is "private" then.
    everywhere = np.full(arrays["labels"].shape[:1], SPLITS["private"], np.uint8)
    arrays.setdefault("split", everywhere)
    return arrays


def read_csv(path: Path) -> dict[str, Any]:
    """Read `emotion,pixels,Usage`, and FER+ votes from `fer2013new.csv` beside it."""
    columns = ("emotion", "pixels", "Usage")
    rows = [_parse_row(path, line, row) for line, row in _lines(path, columns)]
    if not rows:
        raise DataError(f"{path}: no pictures in it")
    labels, images, split = zip(*rows, strict=True)
    arrays = {"images": np.stack(images), "labels": np.array(labels), "split": np.array(split)}
    votes = path.with_name(VOTES_FILE)
    return {**arrays, "votes": _read_votes(votes, split)} if votes.is_file() else arrays


def _lines(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give (number, cells by column) of each line of a CSV. Raises DataError."""
    # Spreadsheets begin a file with a byte order mark; Kaggle's copy has a space before each name.
    with path.open(newline="", encoding="utf-8-sig") as lines:
        reader = csv.DictReader(lines, skipinitialspace=True)
        try:
            missing = set(columns) - set(reader.fieldnames or ())
            if missing:
                raise DataError(f"{path}: missing column {', '.join(sorted(missing))}")
            for row in reader:
                if any(row[name] is None for name in columns):
                    raise DataError(f"{path}, line {reader.line_num}: cells are missing")
                yield reader.line_num, row
        except (csv.Error, UnicodeDecodeError) as error:
            raise DataError(
                f"{path}: not readable after line {reader.line_num}: {error}"
            ) from error


def _parse_row(path: Path, line: int, row: Mapping[str, str]) -> tuple[int, NDArray[np.uint8], int]:
    try:
        label = int(row["emotion"])
        pixels = np.array(row["pixels"].split(), dtype=np.int64)
        usage = USAGES[row["Usage"]]
    except (ValueError, OverflowError) as error:
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


def _read_votes(path: Path, split: Sequence[int]) -> NDArray[np.uint8]:
    """Read the votes, line by line those of the pictures whose splits are given."""
    rows = list[NDArray[np.uint8]]()
    for line, row in _lines(path, VOTE_COLUMNS):
        usage = row.get("Usage", "")
        if len(rows) < len(split) and USAGES.get(usage, split[len(rows)]) != split[len(rows)]:
            # Sorted otherwise, every picture would be taught what people said of another.
            raise DataError(f"{path}, line {line}: {usage}, but the picture of this line is not")
        try:
            rows.append(np.array([int(row[name]) for name in VOTE_COLUMNS], np.uint8))
        except (ValueError, OverflowError) as error:
            raise DataError(f"{path}, line {line}: {error}") from error
    return np.array(rows, np.uint8).reshape(-1, len(VOTE_COLUMNS))
