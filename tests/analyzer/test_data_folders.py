"""Folders of face pictures: what is read, and one clear line for what is not."""

import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from analyzer.training.data import load
from analyzer.training.file_formats import DataError


def folder_of(path: Path, *files: str) -> Path:
    for number, name in enumerate(files):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(path / name), np.full((60, 50, 3), 20 * number, np.uint8))
    return path


def test_folders_of_pictures_are_read(tmp_path: Path) -> None:
    faces = load(
        folder_of(tmp_path, "train/angry/a.jpg", "train/happy/b.png", "test/neutral/c.jpg")
    )
    assert faces.images.shape == (3, 48, 48)
    assert sorted(zip(faces.labels.tolist(), faces.split.tolist(), strict=True)) == [
        (0, 0),
        (3, 0),
        (6, 2),
    ]
    (tmp_path / "train").rename(tmp_path / "validation")
    assert load(tmp_path).sha256 != faces.sha256
    assert load(tmp_path).content != faces.content


def test_folders_of_classes_alone_are_there_to_be_scored(tmp_path: Path) -> None:
    assert load(folder_of(tmp_path, "sadness/a.png")).split.tolist() == [2]


def test_folders_may_be_written_in_any_case(tmp_path: Path) -> None:
    faces = load(folder_of(tmp_path, "Train/Angry/a.png", "Train/HAPPY/b.png"))
    assert (faces.labels.tolist(), faces.split.tolist()) == ([0, 3], [0, 0])


def test_a_folder_of_no_class_is_named(tmp_path: Path) -> None:
    folder_of(tmp_path, "train/angry/a.png", "train/contempt/b.png")
    with pytest.raises(DataError, match="train/contempt: no expression's folder, they are anger"):
        load(tmp_path)


def test_folders_without_pictures_are_nobodys_concern(tmp_path: Path) -> None:
    folder_of(tmp_path, "anger/a.png", ".thumbnails/b.png")
    (tmp_path / "notes").mkdir()
    assert len(load(tmp_path)) == 1


def test_a_folder_of_no_split_is_named(tmp_path: Path) -> None:
    folder_of(tmp_path, "train/angry/a.png", "dev/angry/b.png")
    with pytest.raises(DataError, match="dev: no split's folder, they are train, public and"):
        load(tmp_path)


def test_pictures_of_every_kind_and_ending_are_read(tmp_path: Path) -> None:
    endings = ("bmp", "jpeg", "JPG", "PNG", "tif", "tiff", "webp")
    faces = load(folder_of(tmp_path, *(f"sad/{ending}.{ending}" for ending in endings)))
    assert len(faces) == len(endings)


def test_an_empty_picture_and_a_gigantic_one_are_named(tmp_path: Path) -> None:
    def part(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    # 60,000 pixels square, on paper.
    head = part(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
    gigantic = b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", b"") + part(b"IEND", b"")
    file = folder_of(tmp_path, "sad/a.png") / "sad" / "a.png"
    for content in (b"", gigantic):
        file.write_bytes(content)
        with pytest.raises(DataError, match=r"a\.png: not a readable picture"):
            load(tmp_path)


@pytest.mark.parametrize("name", ["b.gif", "b.HEIC", "b.svg"])
def test_no_kind_of_picture_is_passed_over(tmp_path: Path, name: str) -> None:
    folder_of(tmp_path, "train/sad/a.jpg")
    (tmp_path / "train" / "sad" / "notes.txt").write_text("no picture", encoding="utf-8")
    assert len(load(tmp_path)) == 1
    (tmp_path / "train" / "sad" / name).write_bytes(b"GIF89a, or so")
    with pytest.raises(DataError, match=f"{name}: not a readable picture"):
        load(tmp_path)


def test_a_folder_out_of_form_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no pictures in folders such as"):
        load(tmp_path)
    broken = folder_of(tmp_path, "train/sad/a.jpg") / "train/sad/b.jpg"
    broken.write_bytes(b"not a picture")
    with pytest.raises(DataError, match=r"b\.jpg: not a readable picture"):
        load(tmp_path)
