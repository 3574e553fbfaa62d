"""Loaders of labelled faces: what they read, and one clear line for what they cannot."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from analyzer.training.data import load
from analyzer.training.file_formats import DataError
from analyzer.training.overview import overview
from tests.fer2013 import FER2013, FER2013_CSV

PIXELS = " ".join(["7"] * 2304)
HEADER = "emotion,pixels,Usage"
VOTES = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def lines_to_file(*lines: str) -> Path:
        path = tmp_path / "fer2013.csv"
        path.write_text("\n".join(lines) + "\n")
        return path

    return lines_to_file


def test_the_official_form_is_read(write: Callable[..., Path]) -> None:
    faces = load(write(HEADER, f"3,{PIXELS},Training", f"6,{PIXELS},PrivateTest"))
    assert faces.images.shape == (2, 48, 48)
    assert faces.labels.tolist() == [3, 6]
    assert faces.split.tolist() == [0, 2]
    assert faces.votes is None


@pytest.mark.parametrize(
    "text",
    [
        f"Usage,pixels,emotion\nTraining,{PIXELS},3\n",
        f"emotion,source,pixels,Usage\n3,web,{PIXELS},Training\n",
        f'{HEADER}\r\n3,"{PIXELS}",Training\r\n\r\n',
        f"\ufeff{HEADER}\n3,{PIXELS},Training\n",
        f"emotion, Usage, pixels\n3,Training,{PIXELS}\n",
    ],
    ids=["other order", "more columns", "CRLF and quotes", "byte order mark", "spaces"],
)
def test_a_csv_that_others_wrote_is_read_alike(write: Callable[..., Path], text: str) -> None:
    path = write(HEADER, f"3,{PIXELS},Training")
    content = load(path).content
    path.write_bytes(text.encode())
    assert load(path).content == content


def test_votes_beside_the_file_are_read(write: Callable[..., Path]) -> None:
    path = write(HEADER, f"3,{PIXELS},Training")
    path.with_name("fer2013new.csv").write_text(f"{VOTES}\nTraining,a.png,0,9,1,0,0,0,0,0,0,0\n")
    votes = load(path).votes
    assert votes is not None
    assert votes.tolist() == [[0, 9, 1, 0, 0, 0, 0, 0, 0, 0]]


def test_whatever_decides_a_run_is_in_the_hash_of_the_content(write: Callable[..., Path]) -> None:
    path = write(HEADER, f"3,{PIXELS},Training", f"6,{PIXELS},PublicTest")
    votes, seen = path.with_name("fer2013new.csv"), [load(path)]
    for happy in (9, 8):
        rows = f"Training,a.png,0,{happy},1,0,0,0,0,0,0,0\nPublicTest,b.png,9,0,0,0,0,0,0,0,0,0\n"
        votes.write_text(f"{VOTES}\n{rows}")
        seen.append(load(path))
    assert len({faces.sha256 for faces in seen}) == 1
    assert len({faces.content for faces in seen}) == 3
    same = {name: getattr(seen[-1], name) for name in ("images", "labels", "split", "votes")}
    np.savez(path.with_suffix(".npz"), **same)
    assert load(path.with_suffix(".npz")).content == seen[-1].content
    for name, change in (("split", 2), ("labels", 0), ("images", 8)):
        other = same[name].copy()
        other[0] = change
        np.savez(path.with_suffix(".npz"), **{**same, name: other})
        assert load(path.with_suffix(".npz")).content != seen[-1].content


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("Training,a.png,0,9", "new.csv, line 2: cells are missing"),
        ("Training,a.png,0,9,x,0,0,0,0,0,0,0", "new.csv, line 2: .*'x'"),
        ("Training,a.png,0,900,1,0,0,0,0,0,0,0", "new.csv, line 2: .*900"),
        ("PublicTest,a.png,0,9,1,0,0,0,0,0,0,0", "new.csv, line 2: PublicTest, but the picture"),
    ],
)
def test_votes_out_of_form_are_named(write: Callable[..., Path], line: str, complaint: str) -> None:
    path = write(HEADER, f"3,{PIXELS},Training")
    path.with_name("fer2013new.csv").write_text(f"{VOTES}\n{line}\n")
    with pytest.raises(DataError, match=complaint) as error:
        load(path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (["emotion,pixels", f"3,{PIXELS}"], "missing column Usage"),
        ([HEADER, "3,1 2 3,Training"], "line 2: 3 pixels where 2304 belong"),
        ([HEADER, f"9,{PIXELS},Training"], "line 2: unknown label 9"),
        ([HEADER, f"x,{PIXELS},Training"], "line 2: not a number"),
        ([HEADER, f"3,{PIXELS},Holiday"], "line 2: unknown usage 'Holiday'"),
        ([HEADER, f"3,{PIXELS[:-1]}999,Training"], "outside 0..255"),
        ([HEADER, "3"], "line 2: cells are missing"),
        ([HEADER, f"3,{'9' * 30}{PIXELS[1:]},Training"], "line 2: not a number"),
        ([HEADER, f"3,{'7' * 200_000},Training"], "not readable after line 1"),
        ([HEADER], "no pictures"),
        ([""], "missing column"),
    ],
)
def test_a_csv_out_of_form_is_named(
    write: Callable[..., Path], lines: list[str], complaint: str
) -> None:
    with pytest.raises(DataError, match=complaint) as error:
        load(write(*lines))
    assert "\n" not in str(error.value)


def test_files_that_are_none_of_these_are_named(tmp_path: Path) -> None:
    (tmp_path / "broken.npz").write_bytes(b"PK\x03\x04 not really")
    with (tmp_path / "lone.npz").open("wb") as file:
        np.save(file, np.zeros(3))
    (tmp_path / "faces.txt").write_text("")
    for name, complaint in [
        ("gone.npz", "no such file"),
        ("broken.npz", "not an npz file"),
        ("lone.npz", "not an npz file"),
        ("faces.txt", r"expected a \.npz or \.csv"),
    ]:
        with pytest.raises(DataError, match=complaint):
            load(tmp_path / name)


def test_an_empty_split_is_named(small_data: Path) -> None:
    with pytest.raises(DataError, match=r"'private' is empty.*, which has training, public"):
        load(small_data).part("private")


def test_the_overview_counts_and_draws(small_data: Path, tmp_path: Path) -> None:
    table = overview(small_data, tmp_path)
    assert "disgust           15         5" in table
    assert "140 pictures, with FER+ votes" in table
    assert (tmp_path / "classes.png").read_bytes().startswith(b"\x89PNG")


def test_the_overview_tells_of_pictures_that_come_twice(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    images = random.integers(0, 256, (4, 48, 48), np.uint8)
    images[3] = images[2] = images[0]
    np.savez(
        tmp_path / "faces.npz",
        images=images,
        labels=np.array([0, 1, 0, 4], np.uint8),
        split=np.array([0, 0, 0, 1], np.uint8),
    )
    told = overview(tmp_path / "faces.npz", tmp_path / "figures")
    assert "2 pictures come again, pixel by pixel, in 1 groups" in told
    assert "1 groups lie in more than one split" in told
    assert "1 groups have more than one label" in told
    sheet = cv2.imread(str(tmp_path / "figures" / "samples-training.png"), cv2.IMREAD_GRAYSCALE)
    assert sheet is not None
    assert sheet.shape == (7 * 48, 12 * 48)


@pytest.mark.skipif(not FER2013.is_file(), reason="FER2013 is not at hand")
def test_fer2013_has_its_known_counts() -> None:
    counts = load(FER2013).part("training").counts()
    assert counts.tolist() == [3963, 435, 4081, 7187, 4810, 3143, 4939]


@pytest.mark.skipif(not FER2013_CSV.is_file(), reason="the FER2013 sample is not at hand")
def test_the_official_sample_is_read() -> None:
    faces = load(FER2013_CSV)
    assert len(faces) == 210
    assert len(faces.part("public")) == 42
