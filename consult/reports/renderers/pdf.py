"""The report as a PDF, in the active language."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, Spacer, Table

from consult.consultations.models import Consultation
from consult.reports import context_text, formatting, report_text
from consult.reports.data_types import ParticipantShown, ReportData
from consult.reports.renderers.bars import share_bars, shares_said
from consult.reports.renderers.charts import over_time, over_time_said
from consult.reports.renderers.earlier_consultations import earlier
from consult.reports.renderers.error_rates import error_rates
from consult.reports.renderers.figures import behind_the_index, figures
from consult.reports.renderers.fonts import register_fonts
from consult.reports.renderers.page_layout import (
    FRAME_PADDING,
    INNER,
    MARGIN,
    NumberedCanvas,
    OutlinedDocument,
    card,
    heading,
    paragraph,
    side_by_side,
)
from consult.reports.renderers.read_aloud import Illustration
from consult.reports.renderers.tables import gaps, markers, turning_points
from consult.reports.renderers.timescale import local


def report_pdf(consultation: Consultation, data: ReportData) -> bytes:
    """Return the report as A4 pages with vector charts, ready for printing.

    Names and notes are escaped: reportlab would follow an `<img>` in them to a file or a URL.
    """
    register_fonts()
    title = _("Report of %(date)s") % {"date": _date(data)}
    pages = io.BytesIO()
    document = OutlinedDocument(
        pages,
        pagesize=A4,
        leftMargin=MARGIN - FRAME_PADDING,
        rightMargin=MARGIN - FRAME_PADDING,
        topMargin=MARGIN - 4,
        bottomMargin=MARGIN + 4,
        title=title,
        author="Consult",
        subject=_("Apparent expressions in a consultation"),
        lang=get_language() or "en",
    )
    # On every page: one that is printed and passed on alone must not look like a person's.
    footer = f"Consult · {title}" + (f" · {_('made up')}" if consultation.made_up else "")
    canvas = type("ReportCanvas", (NumberedCanvas,), {"footer": footer})
    document.build(list(_story(consultation, data)), canvasmaker=canvas)
    return pages.getvalue()


def _story(consultation: Consultation, data: ReportData) -> Iterator[Flowable]:
    yield heading(_("Report"), "title", 0)
    yield paragraph(_date_line(consultation, data), "quiet")
    if consultation.made_up:
        yield paragraph(report_text.made_up(), "lede")
    yield paragraph(escape(data["sentence"]).replace("\n", "<br/>"), "lede")
    for person in data["participants"]:
        yield from _about(data, person)
    yield from _together(data)
    yield from earlier(data)
    yield from markers(data)
    yield from _comment(data)
    yield from error_rates(data)
    yield _cannot_tell(data)


def _date(data: ReportData) -> str:
    # Translators: a date format of Django, giving "22 November 2026".
    return date_format(local(data["started_at"]), _("j F Y"))


def _date_line(consultation: Consultation, data: ReportData) -> str:
    return _("%(date)s, %(start)s to %(end)s · %(kind)s") % {
        "date": _date(data),
        "start": f"{local(data['started_at']):%H:%M}",
        "end": f"{local(data['ended_at']):%H:%M %Z}",
        "kind": formatting.KINDS[consultation.kind],
    }


def _about(data: ReportData, person: ParticipantShown) -> Iterator[Flowable]:
    """Yield everything about one analysed camera; figures of nothing would look like findings."""
    whose = f"{formatting.ROLES[person['role']]} · {escape(person['name'])}"
    yield heading(whose, "person", 1)
    if person["withheld"] == "no_readings":
        yield paragraph(report_text.nothing_held(person), "quiet")
        return
    yield side_by_side(figures(data, person))
    yield Spacer(1, 10)
    yield card(
        [
            heading(_("Over time"), "section", 2),
            Illustration(over_time(data, person, INNER), over_time_said(data, person)),
            paragraph(_legend(data, person), "small"),
        ]
    )
    yield Spacer(1, 10)
    if person["shares"]:
        yield card(
            [
                heading(_("Shares of the time a face was visible"), "section", 2),
                Illustration(share_bars(person["shares"], INNER), shares_said(person["shares"])),
            ]
        )
        yield Spacer(1, 12)
    yield from behind_the_index(person)
    yield from turning_points(data, person)
    yield from gaps(data, person)


def _legend(data: ReportData, person: ParticipantShown) -> str:
    line = _(
        "Valence of the apparent expression, smoothed over 10 s, with its 95 % band; dashed: the "
        "same less the person's own baseline."
    )
    if person["series_of"] == "ten_seconds":
        line = _(
            "Ten-second means of the valence of the apparent expression, with a band from the "
            "least to the most of each ten seconds' readings; dashed: the same less the person's "
            "own baseline."
        )
    strip = _("Below it the most probable expression, in the colours of the shares.")
    turns = _("Triangles at the foot: turning points, up for a higher valence.")
    grey = _(
        "Grey: no readable face. Dotted frame: no pictures from the camera. Hatched: the analysis "
        "was paused or not allowed."
    )
    said = [line, turns, *([] if data["readings_deleted_at"] else [strip]), grey]
    return formatting.unbroken(" ".join(said))


def _together(data: ReportData) -> Iterator[Flowable]:
    """Yield whether both smiled together, where both faces were analysed."""
    said = context_text.together(data)
    if said:
        yield heading(_("Smiles together"), "section", 1)
        yield paragraph(said)
        yield Spacer(1, 12)


def _comment(data: ReportData) -> Iterator[Flowable]:
    """Yield what the client wrote."""
    if data["rating"] and data["rating"]["comment"]:
        yield heading(_("What the client said"), "section", 1)
        yield paragraph(escape(data["rating"]["comment"]).replace("\n", "<br/>"))
        yield Spacer(1, 12)


def _cannot_tell(data: ReportData) -> Table:
    versions = _("Model %(model)s · measures %(measures)s") % {
        "model": escape(data["model_version"]) or "–",
        "measures": data["measures_version"],
    }
    # Reports of before the threshold was kept say nothing of how they were weighted.
    unweighted = data["model_version"] and not data["recall"] and data["threshold"] is not None
    weights = [paragraph(escape(report_text.unweighted(data["model_version"])), "quiet")]
    return card(
        [
            heading(_("What this cannot tell"), "section", 1),
            paragraph(report_text.limits(), "quiet"),
            *(weights if unweighted else []),
            Spacer(1, 4),
            paragraph(versions, "small"),
        ]
    )
