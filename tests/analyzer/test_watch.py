"""The thesis's live window on a recording: every frame read, drawn, written and summed up."""

import csv
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from analyzer import weights
from analyzer.__main__ import main
from analyzer.frame import decode
from analyzer.pipeline import Analyzer
from analyzer.results import EXPRESSIONS, Analysis, Box, Expression, Face
from analyzer.watch.overlay import EMPTY, PANEL, drawn, reading_text
from analyzer.watch.session_summary import SessionSummary
from analyzer.watch.source import Source, SourceError, by_clock, by_file
from tests.analyzer.pictures import portrait, two_people

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


def test_without_a_reading_the_seven_bars_are_there_and_empty() -> None:
    blank = np.full((240, 320, 3), 128, np.uint8)
    panel = drawn(blank, Analysis("no_face"))[:, 320:]
    colours = [set(map(tuple, panel[44 + 27 * row, 12:208].tolist())) for row in range(7)]
    assert colours == [{EMPTY}] * 7


def test_of_several_faces_each_has_a_box() -> None:
    grey = decode(two_people())
    [answer] = Analyzer.default().analyze_pictures([grey])
    assert (answer.status, len(answer.several)) == ("many_faces", 2)
    blank = np.full((*grey.shape, 3), 128, np.uint8)
    changed = (drawn(blank, answer)[: grey.shape[0], : grey.shape[1]] != blank).any(2)
    for box in answer.several:
        assert changed[round(box.y * grey.shape[0]), round((box.x + box.width / 2) * grey.shape[1])]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (SMILE, "happiness 90%"),
        (Analysis("no_face"), "no face"),
        (Analysis("poor_quality", "too_dark"), "poor quality: too dark"),
    ],
)
def test_a_reading_is_told_in_words(answer: Analysis, words: str) -> None:
    assert reading_text(answer) == words
    assert drawn(np.zeros((100, 100, 3), np.uint8), answer).shape == (240, 100 + PANEL, 3)


def test_what_is_no_video_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", str(tmp_path / "gone.mp4"), "--csv", str(tmp_path / "out.csv")]) == 2
    assert "no such file, camera number or address" in capsys.readouterr().err
    (tmp_path / "text.mp4").write_text("no film")
    with pytest.raises(SourceError, match="cannot be opened"):
        Source(str(tmp_path / "text.mp4"))
    assert not (tmp_path / "out.csv").exists()


def test_a_film_that_cannot_be_written_is_told_before_anything_is_read(
    film: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("")
    for option in ("--out", "--csv"):
        assert main(["watch", str(film), option, str(tmp_path / "taken" / "out")]) == 2
        assert capsys.readouterr().err == f"analyzer watch: {tmp_path}/taken: Not a directory\n"


def test_folders_of_what_is_written_are_made(film: Path, tmp_path: Path) -> None:
    table = tmp_path / "new" / "folder" / "out.csv"
    assert main(["watch", str(film), "--frames", "2", "--csv", str(table)]) == 0
    assert len(table.read_text().splitlines()) == 3


def test_an_interrupt_keeps_what_was_seen_and_sums_it_up(tmp_path: Path) -> None:
    path, table = tmp_path / "long.avi", tmp_path / "out.csv"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (320, 240))
    for _ in range(1500):
        writer.write(np.full((240, 320, 3), 170, np.uint8))
    writer.release()
    # A pipe in the file's place: its reader knows when the first line was written.
    os.mkfifo(table)
    command = [sys.executable, "-m", "analyzer", "watch", str(path), "--csv", str(table)]
    with subprocess.Popen(
        [*command, "--summary"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as watching:
        with table.open() as lines:
            seen = [lines.readline(), lines.readline()]
            watching.send_signal(signal.SIGINT)
            seen += lines.readlines()
        said, complaint = watching.communicate()
    assert watching.returncode == 0
    assert "Traceback" not in complaint
    assert 2 <= len(seen) < 1500
    counted = "1 frame" if len(seen) == 2 else f"{len(seen) - 1} frames"
    assert said.startswith(f"{counted}, a face could be read in 0%")


def test_a_recording_of_uneven_rate_keeps_its_times(tmp_path: Path) -> None:
    shades = [Image.new("L", (64, 48), 40 * number) for number in range(5)]
    lasting = [100, 500, 100, 1000, 100]
    shades[0].save(
        tmp_path / "uneven.gif", save_all=True, append_images=shades[1:], duration=lasting
    )
    with Source(str(tmp_path / "uneven.gif")) as source:
        assert [seconds for seconds, _ in source.frames()] == pytest.approx([0, 0.1, 0.6, 0.7, 1.7])


class FakeCapture:
    """A capture that tells these times of its frames, in milliseconds."""

    def __init__(self, *told: float) -> None:
        self._told = iter(told)
        self._now = 0.0

    def read(self) -> tuple[bool, Any]:
        self._now = next(self._told, -1.0)
        return self._now >= 0, np.zeros((2, 2, 3), np.uint8)

    def get(self, property_: int, /) -> float:
        assert property_ == cv2.CAP_PROP_POS_MSEC
        return self._now


def test_frames_whose_times_are_not_told_follow_at_the_rate_of_the_source() -> None:
    times = [seconds for seconds, _ in by_file(FakeCapture(0, 0, 0, 0), rate=4)]
    assert times == [0, 0.25, 0.5, 0.75]


def test_time_never_goes_back() -> None:
    times = [seconds for seconds, _ in by_file(FakeCapture(500, 600, 550, 1500), rate=10)]
    assert times == pytest.approx([0, 0.1, 0.2, 1.0])
    assert all(later > earlier for earlier, later in pairwise(times))


def test_a_live_source_is_timed_by_the_clock_on_the_wall() -> None:
    clock: Iterator[float] = iter([100.0, 100.4, 103.0])
    frames = by_clock(FakeCapture(0, 0, 0), lambda: next(clock))
    assert [seconds for seconds, _ in frames] == pytest.approx([0, 0.4, 3.0])


def test_a_reading_that_is_called_uncertain_counts_for_no_class() -> None:
    unsure = weights.model().uncertain_below - 0.01
    shares = (unsure, *[(1 - unsure) / 6] * 6)
    faint = Analysis("reading", "", SMILE.face, Expression(shares))
    seen = SessionSummary(to_sum_up=True)
    for seconds in (0.0, 1.0):
        seen.note(seconds, faint)
    assert "apparent expression: uncertain 100%" in seen.as_text()


def test_nothing_seen_is_summed_up_too() -> None:
    said = SessionSummary(to_sum_up=True).as_text()
    assert said.startswith("0 frames, a face could be read in 0% of the time")
