"""What `watch` keeps and gives away: no file destroyed, no memory without end, no secret."""

import gc
import os
import resource
import subprocess
import sys
import tracemalloc
from pathlib import Path

import cv2
import numpy as np
import pytest

from analyzer import timeline, weights
from analyzer.__main__ import main
from analyzer.results import Analysis, Expression
from analyzer.timeline import Series
from analyzer.watch import run
from analyzer.watch.readings_csv import ReadingsCsv
from analyzer.watch.run import Viewing, watch
from analyzer.watch.session_summary import SessionSummary
from analyzer.watch.source import Source, SourceError, file_of, without_secrets
from tests.analyzer.pictures import jpeg, portrait

SMILE = Analysis("reading", expression=Expression((0.01,) * 3 + (0.9,) + (0.02,) * 3))
SECRET = "rtsp://alice:geh%40im@127.0.0.1:1/stream1.jpg"
"""An address where nobody listens."""


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Return a film of ten frames."""
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (320, 240))
    for _ in range(10):
        writer.write(portrait())
    writer.release()
    return path


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """Return the one line with which a command was refused."""
    assert main([str(word) for word in words]) == 2
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1
    return complaint


@pytest.mark.parametrize("option", ["--csv", "--out"])
@pytest.mark.parametrize("way", ["itself", "link", "another name", "address"])
def test_the_recording_is_never_written_over(
    film: Path, option: str, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before, source, written = film.read_bytes(), str(film), film
    if way == "link":
        written = film.with_name("link.avi")
        os.link(film, written)
    elif way == "another name":
        written = film.parent / "folder" / ".." / film.name
        (film.parent / "folder").mkdir()
    elif way == "address":
        source = film.as_uri()
    assert "is the same file as" in refused(capsys, "watch", source, option, written)
    assert film.read_bytes() == before


def test_video_and_table_are_two_files(
    film: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = tmp_path / "new" / "out"
    other = tmp_path / "new" / "." / "out"
    said = refused(capsys, "watch", film, "--out", one, "--csv", other)
    assert said == f"analyzer watch: {other}: is the same file as {one}\n"
    assert not one.parent.exists()


def test_a_film_that_found_no_room_is_told_after_what_was_seen(film: Path, tmp_path: Path) -> None:
    out, room = tmp_path / "out.mp4", 12_000
    command = [sys.executable, "-m", "analyzer", "watch", str(film), "--out", str(out)]
    ended = subprocess.run(
        command,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stdout) == (2, "10 frames\n")
    assert f"{out}: 0 of 10 frames were written: is there room?" in ended.stderr


def test_a_sheet_is_never_written_over_its_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(jpeg(portrait()))
    assert "is the same file as" in refused(capsys, "enhance", picture, "--out", picture)
    assert picture.read_bytes() == jpeg(portrait())


def test_figures_are_never_written_over_a_frame(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(jpeg(portrait()))
    bench = ("bench", "--no-thesis", "--frames", picture, "--json", picture)
    assert "is the same file as" in refused(capsys, *bench)
    assert picture.read_bytes() == jpeg(portrait())


def test_a_camera_is_no_file() -> None:
    assert file_of("0") is file_of("rtsp://camera/stream") is None


def test_of_an_hour_at_30_frames_a_second_4_megabytes_are_kept_for_a_summary() -> None:
    frames = 10_000
    tracemalloc.start()
    try:
        kept, counted = SessionSummary(to_sum_up=True), SessionSummary()
        for number in range(frames):
            kept.note(number / 30, SMILE)
        held = tracemalloc.get_traced_memory()[0]
        for number in range(frames):
            counted.note(number / 30, SMILE)
        more = tracemalloc.get_traced_memory()[0] - held
    finally:
        tracemalloc.stop()
    assert held / frames < 45  # bytes; an array has room for an eighth more
    assert more < 1000
    assert (kept.frames, counted.frames) == (frames, frames)


def alive() -> int:
    """Return how many answers are in memory."""
    # By type: asking an object of others for its class can wake what it has put off.
    return sum(type(one) is Analysis for one in gc.get_objects())


@pytest.mark.parametrize("summary", [False, True])
def test_no_answer_outlives_its_frame(
    film: Path, summary: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: list[int] = []
    monkeypatch.setattr(ReadingsCsv, "write", lambda self, seconds, answer: counts.append(alive()))
    assert watch(Viewing(str(film), frames=4, summary=summary)).frames == 4
    assert len(counts) == 4
    assert counts[-1] <= counts[1]


def test_what_was_kept_is_summed_up_as_a_report_does() -> None:
    random = np.random.default_rng(1)
    rows = [
        (second / 2, tuple(random.dirichlet(np.ones(7)).tolist()) if second % 5 else None)
        for second in range(300)
    ]
    seen = SessionSummary(to_sum_up=True)
    for at, row in rows:
        seen.note(
            at, Analysis("reading", expression=Expression(row)) if row else Analysis("no_face")
        )
    mine, theirs = seen.series(), Series.of(rows)
    assert np.array_equal(mine.valid, theirs.valid)
    assert np.allclose(mine.probabilities, theirs.probabilities, atol=1e-7, equal_nan=True)
    index = timeline.expression_index(theirs, weights.model().recall)
    assert not isinstance(index, timeline.Withheld)
    assert f"expression index: {index.value:.0f} of 100" in seen.as_text()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("rtsp://alice:secret@camera:554/stream", "rtsp://camera:554/stream"),
        ("rtsp://alice:se/c@ret@camera/stream", "rtsp://camera/stream"),
        ("http://camera/video?user=alice&pwd=secret", "http://camera/video"),
        ("http://alice:se?cret@camera/video", "http://…"),
        ("rtsp://camera/stream", "rtsp://camera/stream"),
        ("0", "0"),
        ("films/alice@home?.avi", "films/alice@home?.avi"),
    ],
)
def test_an_address_is_shown_without_its_secrets(name: str, shown: str) -> None:
    assert without_secrets(name) == shown


def test_a_password_is_in_no_complaint(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", SECRET]) == 2
    said = "".join(capfd.readouterr())
    assert "rtsp://127.0.0.1:1/stream1.jpg: cannot be opened" in said
    assert "geh" not in said
    assert "alice" not in said


def test_a_password_is_in_no_title(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    titles: list[str] = []

    class Named(Source):
        def __init__(self, name: str) -> None:
            super().__init__(str(film))
            self.name = without_secrets(name)

    monkeypatch.setattr(run, "Source", Named)
    monkeypatch.setattr(run, "window", titles.append)
    watch(Viewing("rtsp://alice:secret@camera/stream", frames=1))
    assert titles == ["rtsp://camera/stream (q quits)"]


def test_what_cannot_be_opened_is_named_without_secrets() -> None:
    with pytest.raises(SourceError, match=r"^rtsp://127.0.0.1:1/stream1.jpg: cannot be opened"):
        Source(SECRET)
