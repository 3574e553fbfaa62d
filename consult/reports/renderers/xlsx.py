"""The report as a workbook: figures, what was apparent when, notes, and every reading."""

from __future__ import annotations

from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from consult.consultations.models import Consultation
from consult.reports import words
from consult.reports.renderers.rows import sheets
from consult.reports.shapes import ReportData
from consult.spreadsheet import safe_cell

_IN_MEMORY: Final = 4_000_000
_WIDTH: Final = 16


def report_xlsx(consultation: Consultation, data: ReportData) -> IO[bytes]:
    """Return the workbook, open at its beginning; whoever gets it closes it.

    Names of sheets and columns are in the active language, moments in the active time zone. Rows
    are written as they come: thousands of readings need no memory of their own.
    """
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  (the reader closes it)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        book.set_properties({"title": _("Report"), "comments": words.limits()})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        head = book.add_format({"bold": True, "bottom": 1})
        for title, header, rows in sheets(consultation, data):
            sheet = book.add_worksheet(title[:31])
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(header) - 1, _WIDTH)
            for column, name in enumerate(header):
                sheet.write_string(0, column, name, head)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    _write(sheet, number, column, value, moment)
    file.seek(0)
    return file


def _write(sheet: Any, row: int, column: int, value: object, moment: object) -> None:
    if isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None)
        sheet.write_datetime(row, column, local, moment)
    elif isinstance(value, str):
        sheet.write_string(row, column, str(safe_cell(value)))
    elif value is not None:
        sheet.write_number(row, column, value)
