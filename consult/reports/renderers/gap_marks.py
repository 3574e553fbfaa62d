"""The stretches without a reading behind the curve, each in its own look."""

from __future__ import annotations

from typing import Final

import numpy as np
from reportlab.graphics.shapes import Group, Line, Rect
from reportlab.pdfbase.pdfmetrics import stringWidth

from consult.reports.data_types import ParticipantShown
from consult.reports.gap_text import gap
from consult.reports.renderers import palette
from consult.reports.renderers.drawing_text import text_at
from consult.reports.renderers.fonts import REGULAR
from consult.reports.renderers.timescale import TimeScale

_SIZE: Final = 7.5
_BESIDE_NAMES: Final = 8.0
_HATCH: Final = 7.0
"""Points between the lines that mark what was stopped."""
_LOOKS: Final = {
    "no_face": {"fillColor": palette.SUNKEN, "strokeColor": None},
    "no_camera": {
        "fillColor": None,
        "strokeColor": palette.INK_3,
        "strokeWidth": 0.5,
        "strokeDashArray": [1, 2],
    },
}
_STOPPED: Final = {"fillColor": None, "strokeColor": palette.LINE, "strokeWidth": 0.5}


def gap_marks(person: ParticipantShown, scale: TimeScale, bottom: float, top: float) -> Group:
    """Draw each stretch between `bottom` and `top`, and name it where its name fits."""
    group = Group()
    for start, end, kind in person["gaps"]:
        x, wide = scale.x(start), scale.x(end) - scale.x(start)
        group.add(Rect(x, bottom, wide, top - bottom, **_LOOKS.get(kind, _STOPPED)))
        if kind not in _LOOKS:
            group.add(_hatched(x, bottom, wide, top - bottom))
        name = gap(kind)
        if wide > stringWidth(name, REGULAR, _SIZE) + _BESIDE_NAMES:
            # Below "higher valence", which stands where a late arrival's gap begins.
            place = (x + wide / 2, top - 21)
            group.add(text_at(*place, name, textAnchor="middle", fontSize=_SIZE))
    return group


def _hatched(x: float, y: float, wide: float, high: float) -> Group:
    """Return lines that rise at 45 degrees, each cut off at the sides of the stretch."""
    group = Group()
    for begin in np.arange(_HATCH - high, wide, _HATCH):
        left, right = max(float(begin), 0.0), min(float(begin) + high, wide)
        ends = (x + left, y + left - begin, x + right, y + right - begin)
        group.add(Line(*map(float, ends), strokeColor=palette.LINE, strokeWidth=0.6))
    return group
