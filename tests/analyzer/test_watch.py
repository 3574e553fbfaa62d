"""The thesis's live window on a recording: every frame read, drawn, written and summed up."""

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from analyzer.__main__ import main
from analyzer.results import EXPRESSIONS, Analysis, Box, Expression, Face
from analyzer.watch.overlay import PANEL, drawn, told
from analyzer.watch.source import Source, SourceError
from tests.analyzer.pictures import portrait

SMILE = Analysis(
    "reading",
    "",
    Face(Box(0.3, 0.1, 0.3, 0.4), 0.9),
    Expression((0.01,) * 3 + (0.9,) + (0.02,) * 3),
)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Return a film of a second of a smile, then half a second of an empty room, at 10 fps."""
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (320, 240))
    for _ in range(10):
        writer.write(portrait())
    for _ in range(5):
        writer.write(np.full((240, 320, 3), 170, np.uint8))
    writer.release()
    return path


def test_every_frame_becomes_a_line_and_a_picture(
    film: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, table = tmp_path / "out.mp4", tmp_path / "out.csv"
    assert main(["watch", str(film), "--out", str(out), "--csv", str(table), "--summary"]) == 0
    with table.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["status"] for row in rows] == ["reading"] * 10 + ["no_face"] * 5
    assert {row["label"] for row in rows[:10]} == {"happiness"}
    assert sum(float(rows[0][name]) for name in EXPRESSIONS) == pytest.approx(1, abs=0.001)
    assert [row["seconds"] for row in rows[:3]] == ["0.000", "0.100", "0.200"]
    with Source(str(out)) as written:
        frames = [frame for _, frame in written.frames()]
    assert len(frames) == 15
    assert frames[0].shape == (240, 320 + PANEL, 3)
    said = capsys.readouterr().out
    assert "15 frames" in said
    assert "happiness 100%" in said
    assert "insufficient data" in said


def test_it_stops_where_it_is_told(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", str(film), "--frames", "3", "--detector", "haar"]) == 0
    assert "3 frames" in capsys.readouterr().out


def test_the_surest_bar_is_the_longest_and_the_box_is_drawn() -> None:
    blank = np.full((240, 320, 3), 128, np.uint8)
    picture = drawn(blank, SMILE)
    assert not np.array_equal(picture[:, :320], blank)
    bars = [int((picture[60 + 27 * row, 320:] < 225).all(1).sum()) for row in range(7)]
    assert bars.index(max(bars)) == EXPRESSIONS.index("happiness")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (SMILE, "happiness 90%"),
        (Analysis("no_face"), "no face"),
        (Analysis("poor_quality", "too_dark"), "poor quality: too dark"),
    ],
)
def test_a_reading_is_told_in_words(answer: Analysis, words: str) -> None:
    assert told(answer) == words
    assert drawn(np.zeros((100, 100, 3), np.uint8), answer).shape == (240, 100 + PANEL, 3)


def test_what_is_no_video_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", str(tmp_path / "gone.mp4"), "--csv", str(tmp_path / "out.csv")]) == 2
    assert "no such file, camera number or address" in capsys.readouterr().err
    (tmp_path / "text.mp4").write_text("no film")
    with pytest.raises(SourceError, match="cannot be opened"):
        Source(str(tmp_path / "text.mp4"))
    assert not (tmp_path / "out.csv").exists()
