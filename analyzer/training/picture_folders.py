"""Face data as folders of pictures: `train/angry/*.jpg`."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from analyzer.results import EXPRESSIONS
from analyzer.training.file_formats import SIDE, SPLIT_NAMES, SPLITS, DataError

CLASS_FOLDERS = {
    **{name: k for k, name in enumerate(EXPRESSIONS)},
    **{"angry": 0, "disgusted": 1, "fearful": 2, "happy": 3, "sad": 4, "surprised": 5},
}
"""Folders of a class."""

PICTURES = (".bmp", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
"""Also where a machine's own list of kinds lacks one of them."""


def read_folder(path: Path) -> dict[str, Any]:
    """Read `train/angry/*.jpg` and so on; any size and colour becomes grey, 48x48.

    Pictures in folders of a class that lie in none of a split are "private": there to be scored.
    """
    rows = [
        (_read_picture(file), label, split)
        for folder, split in _split_folders(path)
        for own, label in _class_folders(folder)
        for file in _pictures(own)
    ]
    if not rows:
        wanted = "train/angry/*.jpg, or angry/*.jpg"
        raise DataError(f"{path}: no pictures in folders such as {wanted}")
    images, labels, split = zip(*rows, strict=True)
    return {"images": np.stack(images), "labels": np.array(labels), "split": np.array(split)}


def _split_folders(path: Path) -> Iterator[tuple[Path, int]]:
    yield path, SPLITS["private"]
    for folder in sorted(path.iterdir()):
        name = folder.name.lower()
        if folder.is_dir() and name in SPLIT_NAMES:
            yield folder, SPLIT_NAMES[name]
        elif folder.is_dir() and name not in CLASS_FOLDERS and name[0] != ".":
            _refuse_classes_in(folder)


def _refuse_classes_in(folder: Path) -> None:
    """Raise DataError where a folder of no split holds pictures in folders of classes."""
    for own in folder.iterdir():
        if own.name.lower() in CLASS_FOLDERS and _pictures(own):
            raise DataError(f"{folder}: no split's folder, they are train, public and private")


def _class_folders(path: Path) -> list[tuple[Path, int]]:
    """Return the folders of classes and their labels, in whatever case their names are written.

    Raises DataError where pictures lie in a folder of no class: left out without a word, a score
    would be of other pictures than somebody thinks.
    """
    known = list(CLASS_FOLDERS)
    folders = [
        folder
        for folder in sorted(path.iterdir())
        if folder.is_dir() and folder.name.lower() not in SPLIT_NAMES and folder.name[0] != "."
    ]
    for folder in folders:
        if folder.name.lower() not in known and _pictures(folder):
            raise DataError(f"{folder}: no expression's folder, they are {', '.join(EXPRESSIONS)}")
    named = [folder for folder in folders if folder.name.lower() in known]
    named.sort(key=lambda folder: known.index(folder.name.lower()))
    return [(folder, CLASS_FOLDERS[folder.name.lower()]) for folder in named]


def _pictures(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*") if _is_picture(file))


def _is_picture(file: Path) -> bool:
    """Tell pictures of kinds that nobody reads, too: to read one fails with a word."""
    kind, _ = mimetypes.guess_type(file.name, strict=False)
    return file.suffix.lower() in PICTURES or (kind or "").startswith("image/")


def _read_picture(file: Path) -> NDArray[np.uint8]:
    try:
        grey = cv2.imdecode(np.frombuffer(file.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    except cv2.error:
        # Of an empty file, and of more pixels than OpenCV reads.
        grey = None
    if grey is None:
        raise DataError(f"{file}: not a readable picture")
    how = cv2.INTER_AREA if min(grey.shape) > SIDE else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(grey, (SIDE, SIDE), interpolation=how), np.uint8)
