"""Times in which somebody had stopped the analysis, laid over the gaps that they explain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analyzer.timeline.series import SHORTEST_GAP, Gap, StopKind


@dataclass(frozen=True)
class Stop:
    """The analysis was stopped from `start` to `end`, in seconds; `inf` where it still is."""

    start: float
    end: float
    kind: StopKind


def told_apart(
    gaps: Sequence[Gap], stops: Sequence[Stop], at_least: float = SHORTEST_GAP
) -> list[Gap]:
    """Return the gaps with every part that a stop explains named by it, in order.

    Both come in order, and neither overlaps itself. Each part lasts `at_least` seconds where its
    gap does: what is shorter, as the moments that a camera takes to begin again, goes to the longer
    part beside it. No reading is left out, whatever was stopped, so coverage stays what it was
    (docs/measures.md, 4). frontend/src/dashboard/stops.ts does the same.
    """
    return _touching_joined(
        [part for gap in gaps for part in _joined(_parts(gap, stops), at_least)]
    )


def _parts(gap: Gap, stops: Sequence[Stop]) -> Iterator[Gap]:
    """Cut a gap at the edges of the stops in it."""
    at = gap.start
    for stop in stops:
        start, end = max(stop.start, at), min(stop.end, gap.end)
        if end <= start:
            continue
        if start > at:
            yield replace(gap, start=at, end=start)
        yield Gap(start, end, stop.kind)
        at = end
    if at < gap.end:
        yield replace(gap, start=at)


def _joined(cut: Iterator[Gap], at_least: float) -> list[Gap]:
    """Give every part that is too short, the shortest first, to the longer of its neighbours."""
    parts = list(cut)
    while len(parts) > 1:
        k = min(range(len(parts)), key=lambda i: _length(parts[i]))
        if _length(parts[k]) >= at_least:
            break
        beside = [i for i in (k - 1, k + 1) if 0 <= i < len(parts)]
        taker = max(beside, key=lambda i: _length(parts[i]))
        first, last = min(k, taker), max(k, taker)
        whole = Gap(parts[first].start, parts[last].end, parts[taker].kind)
        parts[first : last + 1] = [whole]
    return parts


def _touching_joined(parts: list[Gap]) -> list[Gap]:
    """Make one of parts of one kind that touch, as two gaps of which one stop explains both."""
    joined = parts[:1]
    for before, part in pairwise(parts):
        if before.kind == part.kind and before.end == part.start:
            joined[-1] = replace(joined[-1], end=part.end)
        else:
            joined.append(part)
    return joined


def _length(part: Gap) -> float:
    return part.end - part.start
