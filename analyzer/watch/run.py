"""Watch a source: read every frame, draw, write, and say at the end what was seen."""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from analyzer.output import keep_apart, prepare
from analyzer.pipeline import DETECTOR, Analyzer
from analyzer.results import Analysis
from analyzer.watch.interrupt import noted_interrupt
from analyzer.watch.overlay import drawn
from analyzer.watch.readings_csv import ReadingsCsv
from analyzer.watch.session_summary import SessionSummary
from analyzer.watch.source import Source, file_of
from analyzer.watch.video_writer import VideoWriter
from analyzer.watch.window import Window, window


@dataclass(frozen=True)
class Viewing:
    """What to watch and what to leave behind: a video with the readings on it, a CSV of them.

    `frames` to read at most, 0 for all; `summary` keeps the readings for one. Raises ValueError.
    """

    source: str
    out: Path | None = None
    csv: Path | None = None
    detector: str = DETECTOR
    frames: int = 0
    summary: bool = False


def watch(order: Viewing) -> SessionSummary:
    """Read the source to its end (or `frames` of it) and return what is kept of it.

    Ctrl-C is an end like any other: a camera has none of its own. Nothing is stored but what was
    asked for. Raises SourceError, WeightsError or OSError before anything is written, and
    ValueError where a file would be written over that is read or written, too.
    """
    keep_apart(file_of(order.source), order.out, order.csv)
    prepare(order.out, order.csv)
    analyzer = Analyzer.default(detector=order.detector)
    summary = SessionSummary(to_sum_up=order.summary)
    with Source(order.source) as source, ExitStack() as cleanup:
        table = cleanup.enter_context(ReadingsCsv(order.csv))
        film = cleanup.enter_context(VideoWriter(order.out, source.rate))
        shown = window(f"{source.name} (q quits)")
        if shown is not None:
            cleanup.callback(shown.close)
        total = order.frames or source.count or None
        interrupted = cleanup.enter_context(noted_interrupt())
        with suppress(KeyboardInterrupt):
            for seconds, frame in tqdm(_first(source, order.frames), total=total, disable=None):
                grey = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), np.uint8)
                [answer] = analyzer.analyze_pictures([grey], stream=order.source)
                table.write(seconds, answer)
                summary.note(seconds, answer)
                if not _let_see(film, shown, frame, answer) or interrupted.is_set():
                    break
    return summary


def _first(source: Source, frames: int) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    return islice(source.frames(), frames or None)


def _let_see(
    film: VideoWriter, shown: Window | None, frame: NDArray[np.uint8], answer: Analysis
) -> bool:
    """Write and show a frame; return whether anybody wants to see the next."""
    if film.path is None and shown is None:
        return True
    picture = drawn(frame, answer)
    film.write(picture)
    if shown is not None:
        shown.show(picture)
    return shown is None or not shown.closed
