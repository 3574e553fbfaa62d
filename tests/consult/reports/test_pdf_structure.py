"""What a screen reader finds in the PDF: its parts, their order, and words for its drawings."""

from __future__ import annotations

import pytest

from analyzer import weights
from consult.accounts.models import User
from consult.consultations.services import scheduling
from consult.reports.models import Report
from tests.consult.reports.made_up import moment
from tests.consult.reports.printed import painted, parents, parts, pdf_of
from tests.consult.review.held import rate


@pytest.fixture
def long(report: Report, alice: User) -> Report:
    """A report with every kind of part, whose table of notes goes on over pages."""
    for second in range(60):
        note = f"note {second} " + "x" * 300
        scheduling.mark(report.consultation, alice, note, moment(report, second))
    assert report.data is not None
    report.data["model_version"] = weights.model().version
    return report


def test_it_says_that_it_is_tagged_and_reads_in_the_structures_order(report: Report) -> None:
    reader = pdf_of(report, "uk")
    assert reader.root_object["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]
    assert str(reader.root_object["/Lang"]) == "uk"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    assert {str(page["/Tabs"]) for page in reader.pages} == {"/S"}


def test_headings_lead_from_the_report_to_its_parts(long: Report) -> None:
    kinds = [part.kind for part in parts(pdf_of(long)) if part.kind.startswith("H")]
    assert kinds[:3] == ["H1", "H2", "H3"]
    assert kinds.count("H1") == 1


def test_all_that_is_painted_is_a_part_or_is_for_the_eye_alone(long: Report) -> None:
    reader = pdf_of(long)
    marks = list(painted(reader))
    assert [mark for _page, mark in marks if not mark] == []
    drawn = {(page, int(mark)) for page, mark in marks if mark != "Artifact"}
    held = {piece: part.held for part in parts(reader) for piece in part.pieces()}
    assert drawn <= set(held)
    assert parents(reader) == held


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        (
            "en",
            ["Valence of the apparent expression from ", "88\u00a0%"],
            ("Neutral", "Happiness"),
        ),
        (
            "uk",
            ["Валентність видимого виразу з ", "88\u00a0%"],
            ("Нейтральний", "Радість"),
        ),
    ],
)
def test_each_drawing_says_in_words_what_it_shows(
    report: Report, language: str, line: list[str], names: tuple[str, str]
) -> None:
    assert report.data is not None
    # The model's threshold says which of them are called uncertain: these are the report's own.
    shown = report.data["participants"][0]["shares"]
    assert 0.2 < shown["happiness"] < shown["neutral"] < 0.8
    figures = [part.held for part in parts(pdf_of(report, language)) if part.kind == "Figure"]
    curve, shares = (str(figure["/Alt"]) for figure in figures)
    assert [words for words in line if words not in curve] == []
    percent = [f"{100 * shown[key]:.0f}\u00a0%" for key in ("neutral", "happiness")]
    assert shares.startswith(f"{names[0]} {percent[0]}, {names[1]} {percent[1]}, ")
    for figure in figures:
        left, bottom, right, top = figure["/A"]["/BBox"]  # type: ignore[index]
        assert 0 < left < right < 596
        assert 0 < bottom < top < 842


def test_tables_have_rows_with_cells_and_a_head(long: Report) -> None:
    found = parts(pdf_of(long))
    assert {part.above for part in found if part.kind == "TR"} == {("Document", "Table")}
    cells = [part for part in found if part.kind in ("TD", "TH")]
    assert {part.above for part in cells} == {("Document", "Table", "TR")}
    heads = [part.held["/A"]["/Scope"] for part in found if part.kind == "TH"]  # type: ignore[index]
    assert set(heads) == {"/Column"}


def test_a_head_that_is_drawn_on_each_page_is_read_once(long: Report) -> None:
    reader = pdf_of(long)
    heads = [part for part in parts(reader) if part.kind == "TH"]
    assert {len(part.pieces()) for part in heads} == {1}
    assert sum(page.extract_text().count("Nearest note") for page in reader.pages) == 1
    assert sum("Time" in page.extract_text() for page in reader.pages) > 3


def test_a_comment_over_two_pages_is_one_paragraph(report: Report) -> None:
    comment = "It helped. " * 1200
    rate(report.consultation, csat=5, comment=comment)
    spread = [part for part in parts(pdf_of(report)) if len(part.pieces()) > 1]
    assert [part.kind for part in spread] == ["P"]
    assert len({page for page, _mark in spread[0].pieces()}) == 2


def test_words_on_both_sides_of_a_line_end_are_two(report: Report) -> None:
    comment = "It helped me. " * 40
    rate(report.consultation, csat=5, comment=comment)
    text = "".join(page.extract_text() for page in pdf_of(report).pages)
    lines = [line for line in text.split("\n") if "helped" in line]
    assert len(lines) > 3
    assert [line for line in lines if not line.endswith(" ")] == []
