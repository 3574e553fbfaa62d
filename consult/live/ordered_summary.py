"""One participant's running summary, into which a reading that comes late is still put in order.

Two workers may store a camera's frames in another order than they were taken in, by a second or
two. So the last readings are kept beside a summary of all before them, and only they are counted
anew. Pure.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from analyzer.timeline import RunningSummary, Snapshot

TAIL: Final = 32
"""Readings that may still change places: sixteen seconds of a camera at two frames a second."""


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One reading, in the report's order: by time of capture, then by id."""

    t: float
    """Seconds after the consultation's origin."""
    id: int
    probabilities: Sequence[float] | None = field(default=None, compare=False)
    """None where there was no valid reading."""


class OrderedSummary:
    """All readings up to the last one that came. One owner updates it: no lock is needed."""

    def __init__(
        self, base: RunningSummary, last: Row | None, tail: Sequence[Row], origin: float
    ) -> None:
        self.origin = origin
        """Unix seconds of t = 0."""
        self.positions: dict[str, int] = {}
        """stream → the position up to which every reading of it is counted."""
        self._base = base
        self._last = last
        """The last reading of the base."""
        self._tail = list(tail)
        self._whole = _over(base, tail)

    @property
    def settled_until(self) -> float | None:
        """Seconds before which no reading is put in order any more; None while any is."""
        return None if self._last is None else self._last.t

    def takes(self, row: Row) -> bool:
        """Tell whether a reading is not too late to be put in its place."""
        return self._last is None or row > self._last

    def insert(self, row: Row) -> None:
        """Count a reading that `takes` told of; `settle` follows when all that came are in."""
        if not self._tail or row > self._tail[-1]:
            self._tail.append(row)
            self._whole.update(row.t, row.probabilities)
        else:
            bisect.insort(self._tail, row)
            self._whole = _over(self._base, self._tail)

    def settle(self) -> None:
        """Let the oldest of the last readings keep their places for good."""
        while len(self._tail) > TAIL:
            self._last = self._tail.pop(0)
            self._base.update(self._last.t, self._last.probabilities)

    def snapshot(self) -> Snapshot:
        """Return the summary of everything taken so far."""
        return self._whole.snapshot()


def _over(base: RunningSummary, rows: Iterable[Row]) -> RunningSummary:
    summary = base.copy()
    for row in rows:
        summary.update(row.t, row.probabilities)
    return summary
