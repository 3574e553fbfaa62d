"""The readings as CSV, a line for each frame."""

import csv
from pathlib import Path
from typing import IO, Any

from analyzer.results import EXPRESSIONS, Analysis

COLUMNS = ("seconds", "status", "reason", "label", *EXPRESSIONS, "x", "y", "width", "height")


class ReadingsCsv:
    """The file, opened before the first frame is read; none where `path` is None.

    Each line is written when its frame was read: whatever ends the watching, what was seen until
    then is there.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lines: IO[str] | None = None

    def __enter__(self) -> "ReadingsCsv":
        if self._path is not None:
            self._lines = self._path.open("w", newline="", encoding="utf-8", buffering=1)
            csv.writer(self._lines).writerow(COLUMNS)
        return self

    def __exit__(self, *details: object) -> None:
        if self._lines is not None:
            self._lines.close()

    def write(self, seconds: float, answer: Analysis) -> None:
        """Add a frame's line; what the frame has not is left empty."""
        if self._lines is not None:
            csv.writer(self._lines).writerow(_cells(seconds, answer))


def _cells(seconds: float, answer: Analysis) -> list[Any]:
    label, shares, box = "", [""] * len(EXPRESSIONS), [""] * 4
    if answer.expression is not None:
        label = answer.expression.label
        shares = [f"{share:.4f}" for share in answer.expression.probabilities]
    if answer.face is not None:
        found = answer.face.box
        box = [f"{value:.4f}" for value in (found.x, found.y, found.width, found.height)]
    return [f"{seconds:.3f}", answer.status, answer.reason, label, *shares, *box]
