"""Watch a source: read every frame, draw, write, and say at the end what was seen."""

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from analyzer import timeline, weights
from analyzer.pipeline import DETECTOR, Analyzer
from analyzer.results import EXPRESSIONS, Analysis
from analyzer.timeline import Series
from analyzer.watch.overlay import drawn
from analyzer.watch.source import Source, SourceError
from analyzer.watch.window import Window, window

COLUMNS = ("seconds", "status", "reason", "label", *EXPRESSIONS, "x", "y", "width", "height")

Row = tuple[float, Analysis]


@dataclass(frozen=True)
class Watch:
    """What to watch and what to leave behind: a video with the readings on it, a CSV of them."""

    source: str
    out: Path | None = None
    csv: Path | None = None
    detector: str = DETECTOR
    frames: int = 0


def watch(order: Watch) -> list[Row]:
    """Read the source to its end (or `frames` of it) and return (seconds, answer) of each frame.

    Nothing is stored but what was asked for. Raises SourceError or WeightsError before anything
    is written.
    """
    analyzer = Analyzer.default(detector=order.detector)
    rows: list[Row] = []
    with Source(order.source) as source, ExitStack() as cleanup:
        film = cleanup.enter_context(_Film(order.out, source.rate))
        shown = window(f"{order.source} (q quits)")
        if shown is not None:
            cleanup.callback(shown.close)
        total = order.frames or source.count or None
        for seconds, frame in tqdm(_first(source, order.frames), total=total, disable=None):
            grey = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), np.uint8)
            [answer] = analyzer.analyze_pictures([grey])
            rows.append((seconds, answer))
            if not _let_see(film, shown, frame, answer):
                break
    if order.csv is not None:
        write_csv(order.csv, rows)
    return rows


def _first(source: Source, frames: int) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    for number, found in enumerate(source.frames()):
        if frames and number >= frames:
            return
        yield found


def _let_see(
    film: "_Film", shown: Window | None, frame: NDArray[np.uint8], answer: Analysis
) -> bool:
    """Write and show a frame; return whether anybody wants to see the next."""
    if film.path is None and shown is None:
        return True
    picture = drawn(frame, answer)
    film.write(picture)
    if shown is not None:
        shown.show(picture)
    return shown is None or not shown.closed


class _Film:
    """The video with the readings on it; opened with the first frame, whose size it takes."""

    def __init__(self, path: Path | None, rate: float) -> None:
        self.path = path
        self._rate = rate
        self._writer: cv2.VideoWriter | None = None

    def __enter__(self) -> "_Film":
        return self

    def __exit__(self, *details: object) -> None:
        if self._writer is not None:
            self._writer.release()

    def write(self, picture: NDArray[np.uint8]) -> None:
        if self.path is None:
            return
        if self._writer is None:
            size = (picture.shape[1], picture.shape[0])
            code = cv2.VideoWriter.fourcc(*"mp4v")
            self._writer = cv2.VideoWriter(str(self.path), code, self._rate, size)
            if not self._writer.isOpened():
                raise SourceError(f"{self.path}: cannot be written as a video")
        self._writer.write(picture)


def write_csv(path: Path, rows: list[Row]) -> None:
    """Write one line for each frame; what a frame has not is left empty."""
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines)
        writer.writerow(COLUMNS)
        for seconds, answer in rows:
            writer.writerow(_cells(seconds, answer))


def _cells(seconds: float, answer: Analysis) -> list[Any]:
    label, shares, box = "", [""] * len(EXPRESSIONS), [""] * 4
    if answer.expression is not None:
        label = answer.expression.label
        shares = [f"{share:.4f}" for share in answer.expression.probabilities]
    if answer.face is not None:
        found = answer.face.box
        box = [f"{value:.4f}" for value in (found.x, found.y, found.width, found.height)]
    return [f"{seconds:.3f}", answer.status, answer.reason, label, *shares, *box]


def summary(rows: list[Row]) -> str:
    """Return shares, coverage and the expression index of what was watched, in words.

    The measures are those of a report.
    """
    recall = weights.model().recall
    series = Series.of(
        (seconds, answer.expression.probabilities if answer.expression else None)
        for seconds, answer in rows
    )
    found = timeline.coverage(series)
    lines = [f"{len(rows)} frames, a face could be read in {found.fraction:.0%} of the time"]
    shares = timeline.shares(series)
    if shares is not None:
        pairs = sorted(shares.items(), key=lambda pair: -pair[1])
        lines.append("apparent expression: " + ", ".join(f"{k} {v:.0%}" for k, v in pairs if v))
    index = timeline.expression_index(series, recall)
    if isinstance(index, timeline.Withheld):
        lines.append(f"expression index: insufficient data ({index.reason})")
    else:
        value = f"{index.value:.0f} of 100 (95 %: {index.low:.0f} to {index.high:.0f})"
        lines.append(f"expression index: {value}")
    return "\n".join(lines)
