"""The numbered flags above a curve, one for each marked moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from reportlab.graphics.shapes import Circle, Group, PolyLine

from consult.reports.data_types import ReportData
from consult.reports.renderers import palette
from consult.reports.renderers.drawing_text import text_at
from consult.reports.renderers.fonts import MEDIUM
from consult.reports.renderers.timescale import TimeScale

_RADIUS: Final = 6.0
_ROOM: Final = 2 * _RADIUS + 0.6


def flags(data: ReportData, scale: TimeScale, bottom: float, top: float) -> Group:
    """Return a flag for each marker; the numbers are explained in the table of notes.

    Where moments are close, their flags stand side by side, and a line leads to each moment.
    """
    xs = moments(data, scale)
    group = Group()
    for number, (x, flag) in enumerate(
        zip(xs, places(xs, scale.left, scale.left + scale.width), strict=True), 1
    ):
        for part in _flag(str(number), x, flag, bottom, top):
            group.add(part)
    return group


def moments(data: ReportData, scale: TimeScale) -> list[float]:
    """Return where the line of each marker stands."""
    return [scale.x((marker["at"] - data["started_at"]) / 1000) for marker in data["markers"]]


def places(xs: Sequence[float], left: float, right: float) -> list[float]:
    """Return where flags stand: at their moments, or beside each other where those are closer.

    `xs` ascend and lie between `left` and `right`. More flags than have room share it equally.
    """
    room = min(_ROOM, (right - left) / max(len(xs) - 1, 1))
    found: list[float] = []
    for x in xs:
        found.append(max(x, found[-1] + room) if found else x)
    limit = right
    for i in reversed(range(len(found))):
        found[i] = min(found[i], limit)
        limit = found[i] - room
    return found


def _flag(number: str, x: float, flag: float, bottom: float, top: float) -> Iterator[object]:
    yield PolyLine(
        [x, bottom, x, top, flag, top + 3],
        strokeColor=palette.INK_2,
        strokeWidth=0.6,
        strokeDashArray=[1.5, 2],
    )
    yield Circle(flag, top + 9, _RADIUS, fillColor=palette.INK_2, strokeColor=None)
    yield text_at(
        flag,
        top + 6.4,
        number,
        textAnchor="middle",
        fontName=MEDIUM,
        fillColor=palette.CARD,
    )
