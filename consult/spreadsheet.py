"""Tables for spreadsheets: CSV and XLSX, every cell safe to open."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

from django.utils import timezone
from xlsxwriter import Workbook

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK: Final = "\ufeff"
"""Begins a CSV with people's words in it: without it Excel takes Cyrillic for Latin letters."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_BEGINS_ELSEWHERE: Final = re.compile(r"([;\t\r\n])(?=[=+\-@](?!\)))")
"""Where Excel begins a cell in languages that write decimals with a comma: it parts lines at
semicolons there, and quotes within a line keep nothing together. No formula begins with `-)`."""
_IN_MEMORY: Final = 4_000_000
_NARROWEST: Final = 16
_WIDEST: Final = 60
"""Characters of a column."""
Sheet = tuple[str, Sequence[str], Iterable[Sequence[Any]]]
"""Title, header and rows."""


def csv_text(rows: Iterable[Iterable[Any]], zone: tzinfo) -> str:
    """Return rows as CSV text, every cell safe to open in a spreadsheet.

    Moments stand as ISO 8601 in `zone`, with its offset. It is named and not the active one: a
    stream is written after the request, when no zone of a reader's is active any more.
    """
    text = io.StringIO()
    cells = ([_in_zone(value, zone) for value in row] for row in rows)
    csv.writer(text, lineterminator="\r\n").writerows(cells)
    return text.getvalue()


def _in_zone(value: object, zone: tzinfo) -> object:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    cell = safe_cell(value)
    return _BEGINS_ELSEWHERE.sub(r"\1'", cell) if isinstance(cell, str) else cell


def safe_cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula; real numbers stay as they are."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def xlsx_file(sheets: Iterable[Sheet], properties: dict[str, str] | None = None) -> IO[bytes]:
    """Return a workbook, open at its beginning; whoever gets it closes it.

    Moments stand in the active time zone, as a spreadsheet knows none. Rows are written as they
    come: a large table needs no memory of its own.
    """
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  (the reader closes it)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        book.set_properties(properties or {})
        head = book.add_format({"bold": True, "bottom": 1})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for title, header, rows in sheets:
            _fill(book.add_worksheet(title[:31]), header, rows, head, moment)
    file.seek(0)
    return file


def _fill(
    sheet: Any, header: Sequence[str], rows: Iterable[Sequence[Any]], head: object, moment: object
) -> None:
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(header):
        sheet.set_column(column, column, min(max(len(name) + 2, _NARROWEST), _WIDEST))
        sheet.write_string(0, column, name, head)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                local = timezone.localtime(value).replace(tzinfo=None)
                sheet.write_datetime(number, column, local, moment)
            elif isinstance(value, str):
                sheet.write_string(number, column, str(safe_cell(value)))
            elif value is not None:
                sheet.write(number, column, value)
