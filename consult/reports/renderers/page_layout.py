"""The page itself: A4, margins, type styles, cards, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, SimpleDocTemplate, Table, TableStyle

from consult.reports.renderers import palette
from consult.reports.renderers.fonts import MEDIUM, REGULAR
from consult.reports.renderers.read_aloud import ReadParagraph, RuledTable, StructuredCanvas
from consult.reports.renderers.structure import Element

MARGIN: Final = 48.0
FRAME_PADDING: Final = 6.0
"""What platypus keeps free inside its frame: margins must give way by as much."""
WIDTH: Final = A4[0] - 2 * MARGIN
PADDING: Final = 12.0
INNER: Final = WIDTH - 2 * PADDING
GUTTER: Final = 9.0
FEW_ROWS: Final = 4
"""A table of so many rows may end anywhere."""
LEAST_BEGUN: Final = 150.0
"""Points that must be free below for a table to begin on this page."""


@cache
def styles() -> dict[str, Any]:
    """Return the type styles by name."""
    base = ParagraphStyle("base", fontName=REGULAR, fontSize=9.5, leading=14, textColor=palette.INK)
    looks: dict[str, dict[str, Any]] = {
        "title": {"fontName": MEDIUM, "fontSize": 22, "leading": 27},
        "quiet": {"textColor": palette.INK_2},
        "lede": {"fontSize": 12.5, "leading": 19, "spaceBefore": 10, "spaceAfter": 14},
        "person": {
            "fontName": MEDIUM,
            "fontSize": 14,
            "leading": 18,
            "spaceBefore": 8,
            "spaceAfter": 8,
            "keepWithNext": True,
        },
        "section": {
            "fontName": MEDIUM,
            "fontSize": 11,
            "leading": 14,
            "spaceAfter": 6,
            "keepWithNext": True,
        },
        "small": {"fontSize": 8, "leading": 11, "textColor": palette.INK_2},
        "figure": {"fontName": MEDIUM, "fontSize": 18, "leading": 23},
        "words": {"fontName": MEDIUM, "fontSize": 11.5, "leading": 23},
        "body": {},
    }
    return {name: ParagraphStyle(name, base, **look) for name, look in looks.items()}


def paragraph(markup: str, style: str = "body") -> ReadParagraph:
    """Return a paragraph. `markup` is reportlab's XML: escape whatever people wrote."""
    return ReadParagraph(markup, styles()[style])


def heading(markup: str, style: str, level: int) -> ReadParagraph:
    """Return a heading of this level, 0 the highest; outside of cards the outline has it, too."""
    title = paragraph(markup, style)
    title.outline_level = level
    title.element = Element(f"H{level + 1}")
    return title


def card(content: Sequence[Flowable], width: float = WIDTH, height: float | None = None) -> Table:
    """Return flowables in a rounded box; a card stays on one page."""
    box = RuledTable([[list(content)]], colWidths=[width], rowHeights=[height])
    box.setStyle(
        TableStyle(
            [
                ("BOX", (0, 0), (-1, -1), 0.6, palette.LINE),
                ("ROUNDEDCORNERS", [7, 7, 7, 7]),
                ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
                ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
                ("TOPPADDING", (0, 0), (-1, -1), 9),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return box


def side_by_side(cards: Sequence[Sequence[Flowable]]) -> Table:
    """Return cards of equal width and height in one row."""
    each = (WIDTH - GUTTER * (len(cards) - 1)) / len(cards)
    tallest = max(card(content, each).wrap(each, A4[1])[1] for content in cards)
    cells: list[Any] = []
    for content in cards:
        cells += [card(content, each, tallest), ""]
    row = Table([cells[:-1]], colWidths=[each, *[GUTTER, each] * (len(cards) - 1)])
    row.setStyle(_TIGHT)
    return row


def ruled_table(
    head: Sequence[str], rows: Sequence[Sequence[ReadParagraph]], widths: Sequence[float]
) -> Table:
    """Return a table with thin rules whose head is repeated on each page."""
    cells = [[paragraph(title, "small") for title in head], *rows]
    _structured(cells)
    table = RuledTable(cells, colWidths=widths, repeatRows=1)
    # No row stands alone on its page.
    whole = [("NOSPLIT", (0, 0), (-1, 2)), ("NOSPLIT", (0, -2), (-1, -1))]
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, palette.LINE),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 3.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *(whole if len(rows) > FEW_ROWS else []),
            ]
        )
    )
    return table


def _structured(cells: Sequence[Sequence[ReadParagraph]]) -> None:
    """Give each cell its place in the structure of one table, the first row's as its head."""
    table = Element("Table")
    for number, row in enumerate(cells):
        line = Element("TR", table)
        for cell in row:
            cell.element = Element("TD", line) if number else Element("TH", line, once=True)


def flowing(title: ReadParagraph, *parts: Flowable) -> list[Flowable]:
    """Return a heading and a table that goes on on the next page, with its head, if it must.

    Kept together, a long table would leave half a page empty before it.
    """
    title.keepWithNext = 0
    return [CondPageBreak(LEAST_BEGUN), title, *parts]


_TIGHT: Final = TableStyle(
    [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)


class NumberedCanvas(StructuredCanvas):
    """Writes "1 / n" under each page: n is known only when the last one is done."""

    footer = ""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []
        self._headings: list[tuple[int, str, int]] = []
        self.setViewerPreference("DisplayDocTitle", "true")

    def note_heading(self, title: str, level: int) -> None:
        """Keep a heading of this page for the outline."""
        self._headings.append((self._pageNumber, title, level))

    def showPage(self) -> None:  # noqa: N802  (reportlab's name)
        """Keep the page back instead of writing it."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write every page with its number."""
        for page in self._pages:
            self.__dict__.update(page)
            self._outline()
            with self.drawn_as(None):
                self._number(len(self._pages))
            super().showPage()
        super().save()

    def _outline(self) -> None:
        """Write this page's headings: only now does a bookmark know which page it is on."""
        for number, (page, title, level) in enumerate(self._headings):
            if page == self._pageNumber:
                self.bookmarkPage(f"heading-{number}")
                self.addOutlineEntry(title, f"heading-{number}", level)

    def _number(self, pages: int) -> None:
        self.setFont(REGULAR, 8)
        self.setFillColor(palette.INK_3)
        self.drawString(MARGIN, 28, self.footer)
        self.drawRightString(A4[0] - MARGIN, 28, f"{self._pageNumber} / {pages}")


class OutlinedDocument(SimpleDocTemplate):  # type: ignore[misc]
    """Tells the canvas of every heading that it has placed."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  (reportlab's name)
        """Note a heading with its words, without markup."""
        level = getattr(flowable, "outline_level", None)
        if level is not None:
            self.canv.note_heading(flowable.getPlainText(), level)
