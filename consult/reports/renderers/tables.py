"""The report's tables on paper: turning points, gaps and notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.platypus import Flowable, Spacer

from consult.reports import formatting
from consult.reports.data_types import ParticipantShown, ReportData, TurningShown
from consult.reports.gap_text import gap
from consult.reports.renderers.page_layout import WIDTH, flowing, heading, paragraph, ruled_table
from consult.reports.renderers.timescale import local

_MOST_GAPS: Final = 12


def turning_points(data: ReportData, person: ParticipantShown) -> Iterator[Flowable]:
    """Yield the table of lasting changes: what the triangles on the curve stand for."""
    points = person["turning_points"]
    if points is None:
        yield heading(_("Turning points"), "section", 2)
        yield paragraph(_("Insufficient data: too few readings to tell."), "quiet")
        yield Spacer(1, 14)
    if not points:
        return
    rows = [
        [
            paragraph(_clock(data, point["t"])),
            paragraph(_change(point)),
            paragraph(_levels(point)),
            paragraph(escape(_nearest(data, point))),
        ]
        for point in points
    ]
    head = [_("Time"), _("Change"), _("Valence"), _("Nearest note")]
    table = ruled_table(head, rows, [70, 150, 110, WIDTH - 330])
    yield from flowing(heading(_("Turning points"), "section", 2), table, Spacer(1, 14))


def _nearest(data: ReportData, point: TurningShown) -> str:
    """Return the number and the beginning of the nearest note: all of it stands among them."""
    marker = point["marker"]
    if marker is None:
        return "–"
    text = formatting.short_note(marker["text"]) or _("marked moment")
    return f"{data['markers'].index(marker) + 1} · {text}"


def _levels(point: TurningShown) -> str:
    # In words: Roboto has no arrow.
    levels = {
        "before": formatting.signed(point["before"]),
        "after": formatting.signed(point["after"]),
    }
    return _("from %(before)s to %(after)s") % levels


def _change(point: TurningShown) -> str:
    held = {"time": formatting.lasting(point["until"] - point["t"])}
    if point["after"] > point["before"]:
        return _("higher, for %(time)s") % held
    return _("lower, for %(time)s") % held


def gaps(data: ReportData, person: ParticipantShown) -> Iterator[Flowable]:
    """Yield the table of gaps: the longest ones, in order of time."""
    longest = sorted(person["gaps"], key=lambda one: one[0] - one[1])[:_MOST_GAPS]
    if not longest:
        return
    rows = [
        [
            paragraph(_clock(data, start)),
            paragraph(_clock(data, end)),
            paragraph(formatting.lasting(end - start)),
            paragraph(gap(kind)),
        ]
        for start, end, kind in sorted(longest)
    ]
    title = _("Times without readings")
    if len(person["gaps"]) > len(longest):
        title = _("The longest times without readings")
    head = [_("From"), _("To"), _("Length"), _("Why")]
    table = ruled_table(head, rows, [WIDTH / 6] * 3 + [WIDTH / 2])
    yield from flowing(heading(title, "section", 2), table, Spacer(1, 14))


def _clock(data: ReportData, seconds: float) -> str:
    return f"{local(data['started_at'] + 1000 * seconds):%H:%M:%S}"


def markers(data: ReportData) -> Iterator[Flowable]:
    """Yield the table of the moments that were marked, with the numbers on the curve."""
    if not data["markers"]:
        return
    rows = [
        [
            paragraph(str(number)),
            paragraph(f"{local(marker['at']):%H:%M:%S}"),
            paragraph(escape(marker["text"]) or _("marked moment")),
        ]
        for number, marker in enumerate(data["markers"], 1)
    ]
    table = ruled_table(["", _("Time"), _("Note")], rows, [24, 70, WIDTH - 94])
    yield from flowing(heading(_("Markers"), "section", 1), table, Spacer(1, 14))
