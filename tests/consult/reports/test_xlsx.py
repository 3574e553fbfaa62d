"""The workbook: what the report says, every reading, and no formula that anybody wrote."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from django.utils import timezone, translation

from consult.accounts.models import User
from consult.consultations.services import scheduling
from consult.reports.models import Report
from consult.reports.renderers.xlsx import report_xlsx
from consult.reports.selectors import report_data
from tests.consult.reports.made_up import moment

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def book_of(report: Report) -> zipfile.ZipFile:
    with report_xlsx(report.consultation, report_data(report)) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def rows_of(book: zipfile.ZipFile, sheet: int) -> Iterator[list[str]]:
    """Yield the texts of each row; in constant memory strings stand in their cells."""
    tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    for row in tree.iter(f"{MAIN}row"):
        yield ["".join(cell.itertext()) for cell in row.iter(f"{MAIN}c")]


def test_it_holds_the_figures_and_every_reading(report: Report) -> None:
    book = book_of(report)
    figures = {name: value for _who, name, value in rows_of(book, 1)}
    assert report.data is not None
    [erin] = report.data["participants"]
    assert float(figures["Expression index"]) == erin["index"]["value"]
    assert float(figures["Share: happiness"]) == erin["shares"]["happiness"]
    assert len(list(rows_of(book, 2))) == 1 + len(erin["turning_points"])
    assert len(list(rows_of(book, 4))) == 1 + 480


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_a_note_is_never_a_formula(report: Report, alice: User, begin: str) -> None:
    scheduling.mark(report.consultation, alice, begin + "1+1", moment(report, 5))
    book = book_of(report)
    [_head, [_time, note]] = rows_of(book, 3)
    assert note.startswith("'")
    assert b"<f>" not in b"".join(book.read(name) for name in book.namelist())


def test_it_speaks_the_readers_language_and_time(report: Report, alice: User) -> None:
    scheduling.mark(report.consultation, alice, "work", moment(report, 5))
    with translation.override("uk"), timezone.override("Europe/Kyiv"):
        book = book_of(report)
    names = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    assert next(sheet.get("name") for sheet in names) == "Звіт"
    [_head, [at, _note]] = rows_of(book, 3)
    with timezone.override("Europe/Kyiv"):
        local = timezone.localtime(moment(report, 5))
    assert float(at) % 1 == pytest.approx((local.hour + local.minute / 60) / 24, abs=0.001)
    first = report.consultation.readings.order_by("pk")[0]
    [_head, [read_at, *_rest], *_more] = rows_of(book, 4)
    with timezone.override("Europe/Kyiv"):
        local = timezone.localtime(first.captured_at)
    assert float(read_at) % 1 == pytest.approx((local.hour + local.minute / 60) / 24, abs=0.001)
