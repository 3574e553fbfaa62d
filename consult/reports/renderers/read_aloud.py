"""What reportlab draws, drawn as parts of the document's structure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table

from consult.reports.renderers.structure import END, Element, Structure


class StructuredCanvas(Canvas):  # type: ignore[misc]
    """Knows of all that is drawn which part of the document it is."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._structure = Structure()

    @contextmanager
    def drawn_as(self, element: Element | None) -> Iterator[None]:
        """Draw within this as a piece of an element; None: for the eye alone.

        One piece has no other within it.
        """
        self.addLiteral(self._structure.begin(element, self._pageNumber))
        yield
        self.addLiteral(END)

    def save(self) -> None:
        """Write the structure when all pages are there."""
        self._structure.write(self._doc)
        super().save()


class ReadParagraph(Paragraph):  # type: ignore[misc]
    """A paragraph that stays one for the reader where a page ends within it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.element = Element("P")
        self._spaced = False

    def split(self, width: float, height: float) -> list[ReadParagraph]:
        """Return what fits into the height, and the rest."""
        parts: list[ReadParagraph] = super().split(width, height)
        for part in parts:
            part.element = self.element
        return parts

    def draw(self) -> None:
        """Draw the words as the element's."""
        self._space_lines()
        with self.canv.drawn_as(self.element):
            super().draw()

    def _space_lines(self) -> None:
        """End each line with the space that reportlab leaves out: its words would be read as one.

        Not before the drawing: a paragraph is split, and wrapped again, by the words of its lines.
        """
        if self._spaced or not hasattr(self, "blPara"):
            return
        self._spaced = True
        for line in self.blPara.lines:
            if isinstance(line, tuple):
                line[1].append("")
            elif line.words:
                line.words[-1].text += " "


class RuledTable(Table):  # type: ignore[misc]
    """A table whose rules and frame nobody has to hear of."""

    def _drawBkgrnd(self) -> None:  # noqa: N802  (reportlab's name, as the next two)
        with self.canv.drawn_as(None):
            super()._drawBkgrnd()

    def _drawLines(self) -> None:  # noqa: N802
        with self.canv.drawn_as(None):
            super()._drawLines()

    def _restoreRoundingObscuredLines(self) -> None:  # noqa: N802
        with self.canv.drawn_as(None):
            super()._restoreRoundingObscuredLines()


class Illustration(Flowable):  # type: ignore[misc]
    """A drawing with what it shows in words."""

    def __init__(self, drawing: Drawing, said: str) -> None:
        super().__init__()
        self._drawing = drawing
        self._element = Element("Figure", alt=said)

    def wrap(self, *_room: float) -> tuple[float, float]:
        """Return the drawing's own size in points."""
        return self._drawing.width, self._drawing.height

    def draw(self) -> None:
        """Draw it as a figure that knows where on its page it stands."""
        left, bottom = self.canv.absolutePosition(0, 0)
        width, height = self._drawing.width, self._drawing.height
        self._element.box = (left, bottom, left + width, bottom + height)
        with self.canv.drawn_as(self._element):
            self._drawing.drawOn(self.canv, 0, 0)
