"""The workbook: what the report says, every reading, and no formula that anybody wrote."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils import timezone, translation

from consult.accounts.models import User
from consult.consultations.models import Consultation, Reading
from consult.consultations.services import scheduling
from consult.reports import context_text, services
from consult.reports.models import Report
from consult.reports.renderers.xlsx import report_xlsx
from consult.reports.retention import purge
from consult.reports.selectors import report_data
from tests.consult.reports.client_history import held
from tests.consult.reports.made_up import moment
from tests.consult.review.held import rate

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def book_of(report: Report, data: Any = None) -> zipfile.ZipFile:
    with report_xlsx(report.consultation, data or report_data(report)) as file:
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
    assert float(figures["Mean over the time"]) == erin["index"]["mean"]
    assert float(figures["Most extreme 10 seconds"]) == erin["index"]["peak"]
    assert float(figures["The end (last 15 %)"]) == erin["index"]["end"]
    assert int(figures["Frames with no face"]) == erin["statuses"]["no_face"]
    assert len(list(rows_of(book, 2))) == 1 + len(erin["turning_points"])
    [_head, gap] = rows_of(book, 3)
    assert float(gap[2]) == pytest.approx(30.5, abs=0.6)
    assert gap[4] == "no readable face"
    assert len(list(rows_of(book, 6))) == 1 + 480


def test_a_withheld_index_comes_with_its_reason(ended: Consultation) -> None:
    Reading.objects.filter(consultation=ended, seq__gt=100).update(status="no_face")
    report = services.build_report(ended.pk)
    figures = {name: value for _who, name, value in rows_of(book_of(report), 1)}
    assert "visible less than half of the time" in figures["Expression index"]


def test_where_nothing_is_held_no_figure_of_nothing_stands(ended: Consultation) -> None:
    """As on the page and on paper: a coverage of 0 would look like a finding."""
    Reading.objects.filter(consultation=ended).delete()
    report = services.build_report(ended.pk)
    of_client = [
        (name, value) for who, name, value in rows_of(book_of(report), 1) if who == "Client"
    ]
    assert of_client == [("Expression index", "No readings are held of the client's camera.")]


def test_the_points_come_with_their_scale(report: Report) -> None:
    rate(report.consultation, srs=33.6)
    figures = {name: value for _who, name, value in rows_of(book_of(report), 1)}
    assert (figures["Client's rating"], figures["Client's rating: of"]) == ("33.6", "40")
    assert "under 36" in figures["Client's rating: what it is"]


@pytest.mark.parametrize("reason", ["seconds", "unchanging", "chance"])
def test_withheld_synchrony_comes_with_its_reason(report: Report, reason: Any) -> None:
    data = {**report_data(report), "synchrony": None, "synchrony_withheld": reason}
    figures = {name: value for _who, name, value in rows_of(book_of(report, data), 1)}
    assert figures["Smiles together"] == str(context_text.TOGETHER_WITHHELD[reason])


def test_synchrony_comes_with_its_interval_and_lag(report: Report) -> None:
    found = {"value": 0.6, "low": -0.3, "high": 0.4, "lag_s": 2, "seconds": 200}
    data = {**report_data(report), "synchrony": found}
    figures = {name: value for _who, name, value in rows_of(book_of(report, data), 1)}
    together = [value for name, value in figures.items() if name.startswith("Smiles together")]
    assert [float(value) for value in together] == [0.6, -0.3, 0.4, 2, 200]


def test_earlier_consultations_are_a_sheet_and_later_ones_are_not(report: Report) -> None:
    now = report.consultation
    assert now.client is not None
    for weeks in (-2, -1, 3):
        held(now.client, weeks_ago=-weeks, index=50.0 + weeks)
    [head, *rows] = rows_of(book_of(report), 5)
    assert head[1] == "Expression index"
    assert [float(row[1]) for row in rows[:-1]] == [48, 49]
    assert len(rows) == 3


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_a_note_is_never_a_formula(report: Report, alice: User, begin: str) -> None:
    scheduling.mark(report.consultation, alice, begin + "1+1", moment(report, 5))
    book = book_of(report)
    [_head, [_time, note]] = rows_of(book, 4)
    assert note.startswith("'")
    assert b"<f>" not in b"".join(book.read(name) for name in book.namelist())


def test_it_speaks_the_readers_language_and_time(report: Report, alice: User) -> None:
    scheduling.mark(report.consultation, alice, "work", moment(report, 5))
    with translation.override("uk"), timezone.override("Europe/Kyiv"):
        book = book_of(report)
    names = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    assert next(sheet.get("name") for sheet in names) == "Звіт"
    [_head, [at, _note]] = rows_of(book, 4)
    with timezone.override("Europe/Kyiv"):
        local = timezone.localtime(moment(report, 5))
    assert float(at) % 1 == pytest.approx((local.hour + local.minute / 60) / 24, abs=0.001)
    first = report.consultation.readings.order_by("pk")[0]
    [_head, [read_at, *_rest], *_more] = rows_of(book, 6)
    with timezone.override("Europe/Kyiv"):
        local = timezone.localtime(first.captured_at)
    assert float(read_at) % 1 == pytest.approx((local.hour + local.minute / 60) / 24, abs=0.001)


def test_when_the_readings_are_gone_the_ten_second_means_are_there(report: Report) -> None:
    purge(timezone.now() + timedelta(days=365))
    [head, first, *_rest] = rows_of(book_of(Report.objects.get()), 6)
    assert head == ["Middle", "Who", "Mean valence", "Least", "Most"]
    _middle, who, mean, least, most = first
    assert who == "Client"
    assert 0.4 < float(mean) < float(most)
    assert float(least) < float(mean)
