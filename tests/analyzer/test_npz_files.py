"""Faces as arrays of an npz file: what is read, and one clear line for what is not."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analyzer.training.data import load
from analyzer.training.file_formats import DataError

GOOD: dict[str, Any] = {
    "images": np.zeros((2, 48, 48), np.uint8),
    "labels": np.array([0, 6], np.uint8),
    "split": np.array([0, 1], np.uint8),
}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"images": np.zeros((2, 64, 64), np.uint8)}, "images must be"),
        ({"images": np.zeros((2, 48, 48))}, r"images must be uint8 .* found float64 \(2, 48, 48\)"),
        ({"labels": np.array([0, 7])}, "labels go from 0 to 6, found 7"),
        ({"labels": np.array([-1, 0])}, "labels go from 0 to 6, found -1"),
        ({"labels": np.array(["anger", "neutral"])}, "labels must be whole numbers"),
        ({"labels": np.eye(7, dtype=np.uint8)[:2]}, r"labels must be whole numbers \(n,\)"),
        ({"labels": np.array([0.9, 6.0])}, "labels must be whole numbers"),
        ({"labels": np.array(0)}, "labels must be whole numbers"),
        ({"labels": np.array([0])}, "differ in length: 2 images, 1 labels, 2 split"),
        ({"split": np.array([0, 3])}, "split go from 0 to 2, found 3"),
        (
            {"split": np.array(["Training", "Holiday"])},
            "unknown split 'holiday', they are training",
        ),
        ({"split": np.array("Training")}, r"split must be whole numbers \(n,\)"),
        ({"images": np.full((2, 48, 48), 300)}, "images go from 0 to 255, found 300 to 300"),
        ({"images": np.full((2, 48, 48), -1)}, "images go from 0 to 255, found -1 to -1"),
        ({"images": np.zeros((2, 48, 48, 3), np.uint8)}, r"images must be uint8 \(n, 48, 48\)"),
        ({"votes": np.array(None)}, "not a readable npz file"),
        ({"votes": np.full((2, 10), 0.1)}, r"votes must be whole numbers \(n, 10\)"),
        ({"votes": np.full((2, 10), 300)}, "votes go from 0 to 255, found 300"),
        ({"votes": np.zeros(2, np.uint8)}, "votes must be whole numbers"),
        ({"votes": np.zeros((2, 8), np.uint8)}, "10 columns"),
    ],
)
def test_an_npz_out_of_form_is_named(
    tmp_path: Path, change: dict[str, Any], complaint: str
) -> None:
    np.savez(tmp_path / "faces.npz", **{**GOOD, **change})
    with pytest.raises(DataError, match=complaint):
        load(tmp_path / "faces.npz")


@pytest.mark.parametrize(
    "change",
    [
        {"images": GOOD["images"][..., None]},
        {"images": GOOD["images"].astype(np.int64)},
        {"labels": GOOD["labels"].astype(np.int64)},
        {"split": np.array(["Training", "PublicTest"])},
        {"split": np.array([b"training", b"public"])},
        {"names": np.array(["of", "people"], object)},
    ],
)
def test_what_others_write_as_well_is_read_alike(tmp_path: Path, change: dict[str, Any]) -> None:
    np.savez(tmp_path / "faces.npz", **GOOD)
    np.savez(tmp_path / "others.NPZ", **{**GOOD, **change})
    (tmp_path / "others.NPZ.npz").rename(tmp_path / "others.NPZ")
    found = load(tmp_path / "others.NPZ")
    assert found.images.shape == (2, 48, 48)
    assert found.content == load(tmp_path / "faces.npz").content


def test_a_damaged_npz_is_named(tmp_path: Path) -> None:
    path = tmp_path / "faces.npz"
    np.savez_compressed(path, **GOOD)
    whole, refused = path.read_bytes(), 0
    for at in range(0, len(whole), 2):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
        try:
            load(path)
        except DataError as error:
            refused += 1
            assert "\n" not in str(error)  # noqa: PT017
    assert refused > len(whole) / 4


def test_a_file_without_splits_is_there_to_be_scored(tmp_path: Path) -> None:
    np.savez(tmp_path / "faces.npz", images=GOOD["images"], labels=GOOD["labels"])
    assert len(load(tmp_path / "faces.npz").part("private")) == 2
