"""The report as a workbook: figures, what was apparent when, notes, and every reading."""

from __future__ import annotations

from typing import IO

from django.utils.translation import gettext as _

from consult.consultations.models import Consultation
from consult.reports import report_text
from consult.reports.data_types import ReportData
from consult.reports.renderers.rows import sheets
from consult.spreadsheet import xlsx_file


def report_xlsx(consultation: Consultation, data: ReportData) -> IO[bytes]:
    """Return the workbook, open at its beginning; whoever gets it closes it.

    Names of sheets and columns are in the active language, moments in the active time zone.
    """
    about = {"title": _("Report"), "comments": report_text.limits()}
    return xlsx_file(sheets(consultation, data), about)
