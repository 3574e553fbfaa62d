"""A client's earlier consultations on paper: the trend up to the one the report is of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.platypus import Flowable, Spacer

from consult.reports import context_text, formatting
from consult.reports.data_types import ReportData
from consult.reports.renderers.page_layout import WIDTH, flowing, heading, paragraph, ruled_table
from consult.reports.renderers.timescale import local
from consult.reports.trend import TrendPoint

_MOST_ROWS: Final = 12


def earlier(data: ReportData) -> Iterator[Flowable]:
    """Yield the table of this and earlier consultations; nothing where this is the first."""
    trend = data["earlier"]
    if trend is None or len(trend["points"]) < 2:
        return
    head = [
        _("Date"),
        _("Expression index"),
        _("Interval of the mean part"),
        _("Coverage"),
        _("Client's rating"),
    ]
    latest = trend["points"][-_MOST_ROWS:]
    rows = [[paragraph(cell) for cell in _row(point)] for point in latest]
    # Why there is no index is a sentence and needs the room of its column.
    table = ruled_table(head, rows, [100, 145, 105, 70, WIDTH - 420])
    title = heading(_("Beside earlier consultations"), "section", 1)
    said = paragraph(context_text.beside_earlier(trend))
    parts = [said, Spacer(1, 6), table]
    if len(trend["points"]) > len(latest):
        count = {"shown": len(latest), "all": len(trend["points"])}
        parts.append(paragraph(_("The latest %(shown)s of %(all)s.") % count, "small"))
    yield from flowing(title, *parts, Spacer(1, 14))


def _row(point: TrendPoint) -> list[str]:
    index, rating = point["index"], point["rating"]
    # Translators: a date format of Django, giving "22 Nov 2026".
    date = date_format(local(point["at"]), _("j M Y"))
    value, between = str(context_text.WITHHELD[point["withheld"] or "no_readings"]), "–"
    if index:
        value = formatting.number(index["value"], 1)
        if not point["comparable"]:
            value = _("%(value)s, of another model") % {"value": value}
        figures = {name: formatting.number(index[name], 1) for name in ("low", "high")}
        between = _("%(low)s to %(high)s") % figures
    coverage = "–" if point["coverage"] is None else formatting.percent(point["coverage"])
    said = "–" if rating is None else context_text.points(rating)
    return [date, value, between, coverage, said]
