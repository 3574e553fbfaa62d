"""The report as a workbook: figures, what was apparent when, notes, and every reading."""

from __future__ import annotations

from typing import IO

from django.utils.translation import gettext as _

from consult.consultations.models import Consultation
from consult.reports import words
from consult.reports.renderers.rows import sheets
from consult.reports.shapes import ReportData
from consult.spreadsheet import xlsx_file


def report_xlsx(consultation: Consultation, data: ReportData) -> IO[bytes]:
    """Return the workbook, open at its beginning; whoever gets it closes it.

    Names of sheets and columns are in the active language, moments in the active time zone.
    """
    about = {"title": _("Report"), "comments": words.limits()}
    return xlsx_file(sheets(consultation, data), about)
