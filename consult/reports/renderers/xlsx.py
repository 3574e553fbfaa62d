"""The report as a workbook: figures, what was apparent when, notes, and every reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from consult.clock import from_ms
from consult.consultations.models import Consultation
from consult.reports import words
from consult.reports.renderers.csv import HEADER, reading_rows
from consult.reports.shapes import ParticipantShown, ReportData
from consult.spreadsheet import safe_cell

_IN_MEMORY: Final = 4_000_000
_WIDTH: Final = 16
Row = Sequence[Any]


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
        for title, header, rows in _sheets(consultation, data):
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


def _sheets(
    consultation: Consultation, data: ReportData
) -> Iterator[tuple[str, list[str], Iterable[Row]]]:
    yield _("Report"), [_("Who"), _("Figure"), _("Value")], _figures(data)
    when = [_("Time"), _("Who"), _("Valence before"), _("Valence after"), _("Held, s"), _("Note")]
    yield _("Turning points"), when, _turned(data)
    yield _("Markers"), [_("Time"), _("Note")], _markers(data)
    yield _("Readings"), list(HEADER), reading_rows(consultation)


def _figures(data: ReportData) -> Iterator[Row]:
    yield "", _("Report"), data["sentence"]
    yield "", _("Start"), from_ms(data["started_at"])
    yield "", _("Duration, s"), data["duration_s"]
    yield "", _("Model"), data["model_version"]
    yield "", _("Measures"), data["measures_version"]
    if data["rating"]:
        yield "", _("Client's rating"), data["rating"]["value"]
        yield "", _("Client's comment"), data["rating"]["comment"]
    if data["synchrony"]:
        yield "", _("Smiles together"), data["synchrony"]["value"]
    for person in data["participants"]:
        who = str(words.ROLES[person["role"]])
        for name, value in _of_person(person):
            yield who, name, value


def _of_person(person: ParticipantShown) -> Iterator[tuple[str, object]]:
    yield _("Coverage"), person["coverage"]
    if person["index"]:
        yield _("Expression index"), person["index"]["value"]
        yield _("Interval, low"), person["index"]["low"]
        yield _("Interval, high"), person["index"]["high"]
        yield _("Independent readings"), person["index"]["n_eff"]
    else:
        yield _("Expression index"), _("Insufficient data")
    yield _("Own baseline"), person["baseline"]
    for name, share in (person["shares"] or {}).items():
        yield _("Share: %(label)s") % {"label": words.LABELS[name]}, share


def _turned(data: ReportData) -> Iterator[Row]:
    for person in data["participants"]:
        for point in person["turning_points"]:
            marker = point["marker"]["text"] if point["marker"] else ""
            yield (
                from_ms(round(data["started_at"] + 1000 * point["t"])),
                str(words.ROLES[person["role"]]),
                point["before"],
                point["after"],
                round(point["until"] - point["t"], 1),
                marker,
            )


def _markers(data: ReportData) -> Iterator[Row]:
    for marker in data["markers"]:
        yield from_ms(marker["at"]), marker["text"]
