"""Text in drawings."""

from __future__ import annotations

from reportlab.graphics.shapes import String

from consult.reports.renderers import palette
from consult.reports.renderers.fonts import REGULAR


def text_at(x: float, y: float, text: str, **look: object) -> String:
    """Return text at a place, small and pale unless `look` (reportlab's attributes) says other."""
    return String(
        x,
        y,
        text,
        **{"fontName": REGULAR, "fontSize": 7.5, "fillColor": palette.INK_3, **look},
    )
