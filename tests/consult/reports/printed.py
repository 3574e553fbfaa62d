"""The report's PDF, read back: its words, its operators, its structure."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, NumberObject

from consult.reports.models import Report
from consult.reports.renderers.pdf import report_pdf
from consult.reports.selectors import report_data

PAINTS = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"Tj", b"TJ"}


@dataclass(frozen=True)
class Part:
    """An element of the structure tree, with the kinds of those it stands in."""

    kind: str
    above: tuple[str, ...]
    held: DictionaryObject

    def pieces(self) -> list[tuple[int, int]]:
        """Return the object number of the page and the number there of each drawn piece."""
        held: Any = self.held["/K"]
        kids = [kid.get_object() for kid in held]
        return [(kid.raw_get("/Pg").idnum, int(kid["/MCID"])) for kid in kids if "/MCID" in kid]


def pdf_of(report: Report, language: str = "en") -> PdfReader:
    """Return the report as it is downloaded in a language."""
    with translation.override(language):
        return PdfReader(io.BytesIO(report_pdf(report.consultation, report_data(report))))


def parts(reader: PdfReader) -> list[Part]:
    """Return the elements of the structure tree in the order in which they are read."""
    root: Any = reader.root_object["/StructTreeRoot"]
    return list(_below(root["/K"].get_object(), ()))


def _below(held: Any, above: tuple[str, ...]) -> Iterator[Part]:
    part = Part(held["/S"][1:], above, held)
    yield part
    for kid in (kid.get_object() for kid in held["/K"]):
        if "/S" in kid:
            assert kid["/P"].get_object() == held
            yield from _below(kid, (*above, part.kind))


def painted(reader: PdfReader) -> Iterator[tuple[int, str]]:
    """Yield page (object number) and mark of all that is painted: a number's, "Artifact", or ""."""
    for page in reader.pages:
        assert page.indirect_reference is not None
        marks: list[str] = []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"BDC":
                marks.append(str(operands[1]["/MCID"]))
            elif operator == b"BMC":
                marks.append(str(operands[0])[1:])
            elif operator == b"EMC":
                marks.pop()
            elif operator in PAINTS:
                assert len(marks) < 2
                yield page.indirect_reference.idnum, "".join(marks)
        assert marks == []


def parents(reader: PdfReader) -> dict[tuple[int, int], DictionaryObject]:
    """Return the element of each mark, as the pages' own table of them has it."""
    root: Any = reader.root_object["/StructTreeRoot"]
    flat = root["/ParentTree"]["/Nums"]
    of_page = {int(n): one for n, one in zip(flat[::2], flat[1::2], strict=True)}
    found = {}
    for page in reader.pages:
        assert page.indirect_reference is not None
        number = page["/StructParents"]
        assert isinstance(number, NumberObject)
        for mark, element in enumerate(of_page[int(number)]):
            found[page.indirect_reference.idnum, mark] = element.get_object()
    return found
