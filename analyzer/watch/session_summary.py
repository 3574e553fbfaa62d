"""What is kept of what was watched: a camera has no end, and memory has one."""

from array import array

import numpy as np

from analyzer import timeline, weights
from analyzer.results import EXPRESSIONS, Analysis
from analyzer.timeline import Series

_MISSING = (float("nan"),) * len(EXPRESSIONS)


class SessionSummary:
    """Counts frames and, where a summary is wanted, keeps their readings: 36 bytes of each.

    The index has a peak and an end of its own, so that no running figure makes up for the
    readings: an hour at 30 frames a second is kept in 4 MB. Without a summary nothing is kept.
    """

    def __init__(self, *, to_sum_up: bool = False) -> None:
        self.frames = 0
        self._to_sum_up = to_sum_up
        self._seconds = array("d")
        self._probabilities = array("f")

    def note(self, seconds: float, answer: Analysis) -> None:
        """Count a frame, `seconds` after the first; times do not fall."""
        self.frames += 1
        if self._to_sum_up:
            read = answer.expression
            self._seconds.append(seconds)
            self._probabilities.extend(_MISSING if read is None else read.probabilities)

    def series(self) -> Series:
        """Return the readings that were kept, in float64."""
        rows = np.array(self._probabilities, np.float64).reshape(-1, len(EXPRESSIONS))
        return Series(np.array(self._seconds, np.float64), rows, ~np.isnan(rows[:, 0]))

    def as_text(self) -> str:
        """Return the number of frames and, where it was asked for, what they come to, in words."""
        counted = "1 frame" if self.frames == 1 else f"{self.frames} frames"
        return f"{counted}, {_summary(self.series())}" if self._to_sum_up else counted


def _summary(series: Series) -> str:
    """Return coverage, shares and the expression index in words; they are those of a report."""
    model = weights.model()
    found = timeline.coverage(series)
    lines = [f"a face could be read in {found.fraction:.0%} of the time"]
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
