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

from analyzer import timeline, weights
from analyzer.output import prepare
from analyzer.pipeline import DETECTOR, Analyzer
from analyzer.results import Analysis
from analyzer.timeline import Series
from analyzer.watch.film import Film
from analyzer.watch.interrupt import noted_interrupt
from analyzer.watch.overlay import drawn
from analyzer.watch.source import Source
from analyzer.watch.table import Table
from analyzer.watch.window import Window, window

Row = tuple[float, Analysis]


@dataclass(frozen=True)
class Viewing:
    """What to watch and what to leave behind: a video with the readings on it, a CSV of them."""

    source: str
    out: Path | None = None
    csv: Path | None = None
    detector: str = DETECTOR
    frames: int = 0


def watch(order: Viewing) -> list[Row]:
    """Read the source to its end (or `frames` of it) and return (seconds, answer) of each frame.

    Ctrl-C is an end like any other: a camera has none of its own. Nothing is stored but what was
    asked for. Raises SourceError, WeightsError or OSError before anything is written.
    """
    prepare(order.out, order.csv)
    analyzer = Analyzer.default(detector=order.detector)
    rows: list[Row] = []
    with Source(order.source) as source, ExitStack() as cleanup:
        table = cleanup.enter_context(Table(order.csv))
        film = cleanup.enter_context(Film(order.out, source.rate))
        shown = window(f"{order.source} (q quits)")
        if shown is not None:
            cleanup.callback(shown.close)
        total = order.frames or source.count or None
        interrupted = cleanup.enter_context(noted_interrupt())
        with suppress(KeyboardInterrupt):
            for seconds, frame in tqdm(_first(source, order.frames), total=total, disable=None):
                grey = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), np.uint8)
                [answer] = analyzer.analyze_pictures([grey], stream=order.source)
                table.write(seconds, answer)
                rows.append((seconds, answer))
                if not _let_see(film, shown, frame, answer) or interrupted.is_set():
                    break
    return rows


def _first(source: Source, frames: int) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    return islice(source.frames(), frames or None)


def _let_see(film: Film, shown: Window | None, frame: NDArray[np.uint8], answer: Analysis) -> bool:
    """Write and show a frame; return whether anybody wants to see the next."""
    if film.path is None and shown is None:
        return True
    picture = drawn(frame, answer)
    film.write(picture)
    if shown is not None:
        shown.show(picture)
    return shown is None or not shown.closed


def summary(rows: list[Row]) -> str:
    """Return shares, coverage and the expression index of what was watched, in words.

    The measures are those of a report.
    """
    model = weights.model()
    series = Series.of(
        (seconds, answer.expression.probabilities if answer.expression else None)
        for seconds, answer in rows
    )
    found = timeline.coverage(series)
    lines = [f"{len(rows)} frames, a face could be read in {found.fraction:.0%} of the time"]
    shares = timeline.shares(series, model.uncertain_below)
    if shares is not None:
        pairs = sorted(shares.items(), key=lambda pair: -pair[1])
        lines.append("apparent expression: " + ", ".join(f"{k} {v:.0%}" for k, v in pairs if v))
    index = timeline.expression_index(series, model.recall)
    if isinstance(index, timeline.Withheld):
        lines.append(f"expression index: insufficient data ({index.reason})")
    else:
        value = f"{index.value:.0f} of 100 (95 %: {index.low:.0f} to {index.high:.0f})"
        lines.append(f"expression index: {value}")
    return "\n".join(lines)
