"""The drawing over time, all vectors: the valence curve above the expression strip."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _
from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Polygon, PolyLine, Rect

from consult.reports import formatting, report_text
from consult.reports.data_types import Curve, ParticipantShown, ReportData
from consult.reports.renderers import palette
from consult.reports.renderers.clear_places import clear_place, words_wide
from consult.reports.renderers.drawing_text import text_at
from consult.reports.renderers.flags import flags, moments
from consult.reports.renderers.gap_marks import gap_marks
from consult.reports.renderers.timescale import TimeScale, local

_CURVE_HEIGHT: Final = 132.0
_STRIP_HEIGHT: Final = 13.0
_LEFT: Final = 30.0
_MARKER_ROOM: Final = 16.0
_STRIP_BOTTOM: Final = 18.0
_CURVE_BOTTOM: Final = _STRIP_BOTTOM + _STRIP_HEIGHT + 10.0
_TOP: Final = _CURVE_BOTTOM + _CURVE_HEIGHT


def over_time(data: ReportData, person: ParticipantShown, width: float) -> Drawing:
    """Return the valence curve with its band, gaps and markers, above the expression strip.

    Where no labels are held, the clock stands where the strip would.
    """
    lower = 0.0 if person["strip"] else _CURVE_BOTTOM - _STRIP_BOTTOM
    drawing = Drawing(width, _TOP + _MARKER_ROOM - lower)
    scale = TimeScale(
        start=local(data["started_at"]),
        duration=max(data["duration_s"], 1.0),
        left=_LEFT,
        width=width - _LEFT,
    )
    limit = _limit(person)
    lines = moments(data, scale)
    chart = Group(
        gap_marks(person, scale, _CURVE_BOTTOM, _TOP, lines),
        _grid(limit, scale, lines),
        _curve(person["series"], limit, scale),
        _corrected(person, limit, scale),
        flags(data, scale, _CURVE_BOTTOM, _TOP),
        _turns(person, scale),
    )
    chart.translate(0, -lower)
    for part in (chart, _strip(person, scale), _clock(scale)):
        drawing.add(part)
    return drawing


def over_time_said(data: ReportData, person: ParticipantShown) -> str:
    """Return what the drawing shows, in words, for who hears it instead."""
    values = [value for value in person["series"]["valence"] if value is not None]
    told = report_text.sentence([person], data["started_at"])
    if not values:
        return told
    line = _(
        "Valence of the apparent expression from %(start)s to %(end)s, between %(least)s and "
        "%(most)s."
    ) % {
        "start": formatting.clock(data["started_at"]),
        "end": formatting.clock(data["ended_at"]),
        "least": formatting.signed(min(values)),
        "most": formatting.signed(max(values)),
    }
    return f"{line} {told}"


def _limit(person: ParticipantShown) -> float:
    """Return the valence at the upper edge: the same above and below zero, at least 0.5.

    The line less the baseline has room, too, and may need more than 1.
    """
    series, shift = person["series"], person["baseline_shift"] or 0.0
    edges = [abs(v) for line in (series["low"], series["high"]) for v in line if v is not None]
    edges += [abs(v - shift) for v in series["valence"] if v is not None]
    return max(0.5, math.ceil(4 * max(edges, default=0.0)) / 4)


def _y(value: float, limit: float) -> float:
    inside = min(max(value, -limit), limit)
    return _CURVE_BOTTOM + _CURVE_HEIGHT * (inside + limit) / (2 * limit)


def _grid(limit: float, scale: TimeScale, lines: Sequence[float]) -> Group:
    """Draw the zero line, the edges and their values, and what up and down mean, where the
    upright `lines` of markers do not cross it."""
    right = scale.left + scale.width
    group = Group()
    decimals = next(places for places in (0, 1, 2) if round(limit, places) == limit)
    for value in (-limit, 0.0, limit):
        y = _y(value, limit)
        colour = palette.INK_3 if value == 0 else palette.LINE
        group.add(Line(scale.left, y, right, y, strokeColor=colour, strokeWidth=0.6))
        number = formatting.signed(value, decimals if value else 0)
        group.add(text_at(scale.left - 5, y - 2.6, number, textAnchor="end"))
    # The lower one above the triangles.
    for words, y in ((_("higher valence"), _TOP - 10), (_("lower valence"), _CURVE_BOTTOM + 12)):
        first = scale.left + 4
        group.add(text_at(clear_place(first, words_wide(words), first, right, lines), y, words))
    return group


def _curve(series: Curve, limit: float, scale: TimeScale) -> Group:
    group = Group()
    for points in _unbroken(series):
        xs = [scale.x(t) for t, *_rest in points]
        lows = [_y(low, limit) for _t, _v, low, _h in points]
        highs = [_y(high, limit) for _t, _v, _l, high in points]
        values = [_y(value, limit) for _t, value, _l, _h in points]
        band = [*zip(xs, highs, strict=True), *reversed(list(zip(xs, lows, strict=True)))]
        line = list(zip(xs, values, strict=True))
        if len(line) == 1:
            group.add(Circle(*line[0], 1, fillColor=palette.ACCENT, strokeColor=None))
            continue
        group.add(Polygon(_flat(band), fillColor=palette.ACCENT_SOFT, strokeColor=None))
        group.add(
            PolyLine(_flat(line), strokeColor=palette.ACCENT, strokeWidth=1.2, strokeLineJoin=1)
        )
    return group


def _corrected(person: ParticipantShown, limit: float, scale: TimeScale) -> Group:
    """Draw the line less the person's own baseline, dashed, where that moves it at all."""
    group = Group()
    shift = person["baseline_shift"]
    if shift is None or round(shift, 2) == 0:
        return group
    for points in _unbroken(person["series"]):
        line = [(scale.x(t), _y(value - shift, limit)) for t, value, *_band in points]
        if len(line) > 1:
            group.add(
                PolyLine(
                    _flat(line),
                    strokeColor=palette.INK_2,
                    strokeWidth=0.7,
                    strokeDashArray=[3, 2],
                )
            )
    return group


def _unbroken(series: Curve) -> Iterator[list[tuple[float, float, float, float]]]:
    """Yield the runs of (t, valence, low, high) between the curve's gaps."""
    run: list[tuple[float, float, float, float]] = []
    lines = (series["t"], series["valence"], series["low"], series["high"])
    for t, value, low, high in zip(*lines, strict=True):
        if value is None or low is None or high is None:
            if run:
                yield run
            run = []
        else:
            run.append((t, value, low, high))
    if run:
        yield run


def _flat(points: list[tuple[float, float]]) -> list[float]:
    return [number for point in points for number in point]


def _turns(person: ParticipantShown, scale: TimeScale) -> Group:
    """Draw a triangle at the foot for each turning point, its tip to where the level went."""
    group = Group()
    for point in person["turning_points"] or []:
        x, rises = scale.x(point["t"]), point["after"] > point["before"]
        tip, base = (_CURVE_BOTTOM + 8, _CURVE_BOTTOM + 1)[:: 1 if rises else -1]
        group.add(
            Polygon([x, tip, x - 4, base, x + 4, base], fillColor=palette.INK, strokeColor=None)
        )
    return group


def _strip(person: ParticipantShown, scale: TimeScale) -> Group:
    group = Group()
    for start, end, label in person["strip"]:
        x, wide = scale.x(start), scale.x(end) - scale.x(start)
        group.add(
            Rect(
                x,
                _STRIP_BOTTOM,
                max(wide, 0.3),
                _STRIP_HEIGHT,
                fillColor=palette.colour_of(label),
                strokeColor=None,
            )
        )
    return group


def _clock(scale: TimeScale) -> Group:
    group = Group()
    right = scale.left + scale.width
    for seconds, clock in scale.ticks():
        x = scale.x(seconds)
        anchor = "end" if x > right - 14 else "start" if x < scale.left + 10 else "middle"
        group.add(
            Line(
                x,
                _STRIP_BOTTOM - 2,
                x,
                _STRIP_BOTTOM - 5,
                strokeColor=palette.INK_3,
                strokeWidth=0.5,
            )
        )
        group.add(text_at(x, 4, clock, textAnchor=anchor))
    return group
