"""The structure of a PDF: what a screen reader reads, in which order, and what it passes over.

reportlab draws, and leaves the tree of ISO 32000-1 (14.7, 14.8) to whoever draws with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFString,
    PDFtrue,
)

ARTIFACT: Final = "/Artifact BMC"
"""Begins what is drawn for the eye alone: rules, frames, numbers of pages."""
END: Final = "EMC"


@dataclass(eq=False, slots=True)
class Element:
    """A part of the document. It is in the tree from when something of it is drawn.

    `kind` is a standard structure type ("P", "TH"); `alt` says in words what a figure shows; `box`
    is where that stands on its page (left, bottom, right, top in points). Without a `parent` it
    stands at the top of the document. An element that is `once` is read where it is first drawn:
    a table's head is drawn again on each page that the table goes on to.
    """

    kind: str
    parent: Element | None = None
    alt: str = ""
    once: bool = False
    box: tuple[float, float, float, float] | None = None
    kids: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Page from 1 and number there, of each piece that was drawn."""


class Structure:
    """The tree of one document, grown while its pages are drawn in the order of reading."""

    def __init__(self) -> None:
        self._root = Element("Document")
        self._of_page: dict[int, list[Element]] = defaultdict(list)

    def begin(self, element: Element | None, page: int) -> str:
        """Return the operator before the next piece of an element, on this page from 1."""
        if element is None or (element.once and element.marks):
            return ARTIFACT
        number = len(self._of_page[page])
        self._of_page[page].append(element)
        if not element.marks:
            self._place(element)
        element.marks.append((page, number))
        return f"/{element.kind} <</MCID {number}>> BDC"

    def write(self, document: PDFDocument) -> None:
        """Write the tree into a document all of whose pages are there."""
        names = {id(one): f"Structure{n}" for n, one in enumerate(_all(self._root))}
        for one in _all(self._root):
            document.Reference(_written(one, names), names[id(one)])
        catalog = document.Catalog
        catalog.MarkInfo = PDFDictionary({"Marked": PDFtrue})
        catalog.StructTreeRoot = PDFDictionary(
            {
                "Type": PDFName("StructTreeRoot"),
                "K": PDFObjectReference(names[id(self._root)]),
                "ParentTree": PDFDictionary({"Nums": self._parents(names)}),
                "ParentTreeNextKey": len(document.Pages.pages),
            }
        )
        document.Reference(catalog.StructTreeRoot, "StructTreeRoot")
        for number, page in enumerate(document.Pages.pages):
            # reportlab knows these two keys of the catalog's and of no page.
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = number, PDFName("S")

    def _place(self, element: Element) -> None:
        if element is self._root:
            return
        element.parent = element.parent or self._root
        if not element.parent.kids:
            self._place(element.parent)
        element.parent.kids.append(element)

    def _parents(self, names: dict[int, str]) -> PDFArray:
        """Return for each page the elements of its marks, by their numbers."""
        numbers: list[object] = []
        for page, elements in sorted(self._of_page.items()):
            marked = PDFArray([PDFObjectReference(names[id(one)]) for one in elements])
            numbers += [page - 1, marked]
        return PDFArray(numbers)


def _all(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        yield from _all(kid)


def _written(element: Element, names: dict[int, str]) -> PDFDictionary:
    parent = names[id(element.parent)] if element.parent else "StructTreeRoot"
    entries: dict[str, object] = {
        "Type": PDFName("StructElem"),
        "S": PDFName(element.kind),
        "P": PDFObjectReference(parent),
        "K": PDFArray(
            [_piece(page, number) for page, number in element.marks]
            + [PDFObjectReference(names[id(kid)]) for kid in element.kids]
        ),
    }
    if element.alt:
        entries["Alt"] = PDFString(element.alt)
    if element.kind == "TH":
        entries["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName("Column")})
    if element.box is not None:
        layout = {"O": PDFName("Layout"), "Placement": PDFName("Block")}
        entries["A"] = PDFDictionary({**layout, "BBox": PDFArray(list(element.box))})
    return PDFDictionary(entries)


def _piece(page: int, number: int) -> PDFDictionary:
    place = {"Type": PDFName("MCR"), "Pg": PDFObjectReference(f"Page{page}"), "MCID": number}
    return PDFDictionary(place)
