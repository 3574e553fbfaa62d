"""The stretches without a reading behind the curve, each in its own look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from reportlab.graphics.shapes import Group, Line, Rect

from consult.reports.data_types import ParticipantShown
from consult.reports.gap_text import gap
from consult.reports.renderers import palette
from consult.reports.renderers.clear_places import clear_place, words_wide
from consult.reports.renderers.drawing_text import text_at
from consult.reports.renderers.timescale import TimeScale

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


def gap_marks(
    person: ParticipantShown, scale: TimeScale, bottom: float, top: float, lines: Sequence[float]
) -> Group:
    """Draw each stretch between `bottom` and `top`, and name it where its name fits.

    The names stand clear of the upright `lines` where they can.
    """
    group = Group()
    for start, end, kind in person["gaps"]:
        x, wide = scale.x(start), scale.x(end) - scale.x(start)
        group.add(Rect(x, bottom, wide, top - bottom, **_LOOKS.get(kind, _STOPPED)))
        if kind not in _LOOKS:
            group.add(_hatched(x, bottom, wide, top - bottom))
        name = gap(kind)
        room = wide - words_wide(name) - _BESIDE_NAMES
        if room > 0:
            edges = (x + _BESIDE_NAMES / 2, x + wide - _BESIDE_NAMES / 2)
            begin = clear_place(edges[0] + room / 2, words_wide(name), *edges, lines)
            # Below "higher valence", which stands where a late arrival's gap begins.
            group.add(text_at(begin, top - 21, name))
    return group


def _hatched(x: float, y: float, wide: float, high: float) -> Group:
    """Return lines that rise at 45 degrees, each cut off at the sides of the stretch."""
    group = Group()
    for begin in np.arange(_HATCH - high, wide, _HATCH):
        left, right = max(float(begin), 0.0), min(float(begin) + high, wide)
        ends = (x + left, y + left - begin, x + right, y + right - begin)
        group.add(Line(*map(float, ends), strokeColor=palette.LINE, strokeWidth=0.6))
    return group
