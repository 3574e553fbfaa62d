"""The drawing of shares: a bar for each expression."""

from __future__ import annotations

from typing import Final

from reportlab.graphics.shapes import Circle, Drawing, Group, Rect
from reportlab.lib.colors import Color

from analyzer.results import UNCERTAIN
from consult.reports import formatting
from consult.reports.renderers import palette
from consult.reports.renderers.drawing_text import text_at

_ROW: Final = 17.0
_BAR: Final = 8.0
_NAME_ROOM: Final = 96.0
_PERCENT_ROOM: Final = 40.0
_SHORTEST: Final = 0.4


def share_bars(shares: dict[str, float], width: float) -> Drawing:
    """Return one bar for each expression, largest share first, and one for none of them.

    A full bar is all of the time.
    """
    ranked = _ranked(shares)
    drawing = Drawing(width, _ROW * len(ranked))
    for row, (name, share) in enumerate(reversed(ranked)):
        drawing.add(_row(name, share, width, y=_ROW * row))
    return drawing


def shares_said(shares: dict[str, float]) -> str:
    """Return what the bars show, in words and in their order: "Happiness 43 %, Neutral 30 %"."""
    return ", ".join(
        f"{formatting.label(name)} {formatting.percent(share)}" for name, share in _ranked(shares)
    )


def _ranked(shares: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(shares.items(), key=lambda item: (item[0] == UNCERTAIN, -item[1]))


def _row(name: str, share: float, width: float, y: float) -> Group:
    colour, room = palette.colour_of(name), width - _NAME_ROOM - _PERCENT_ROOM
    look = {"fontSize": 9, "fillColor": palette.INK}
    return Group(
        Circle(4, y + 7, 3.4, fillColor=colour, strokeColor=None),
        text_at(14, y + 4, formatting.label(name), **look),
        _bar(room, y, palette.SUNKEN),
        *_filled(room * share, y, name),
        text_at(width, y + 4, formatting.percent(share), textAnchor="end", **look),
    )


def _filled(length: float, y: float, name: str) -> list[Rect]:
    if length < _SHORTEST:
        return []  # A viewer would draw it as a hairline, which looks like a little.
    # Uncertain is nearly as pale as what it lies on: it needs an edge.
    return [_bar(length, y, palette.colour_of(name), palette.INK_3 if name == UNCERTAIN else None)]


def _bar(length: float, y: float, colour: Color, edge: Color | None = None) -> Rect:
    corner = min(_BAR, length) / 2
    look = {"fillColor": colour, "strokeColor": edge, "strokeWidth": 0.6}
    return Rect(_NAME_ROOM, y + 3, length, _BAR, rx=corner, ry=corner, **look)
