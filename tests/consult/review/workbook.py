"""Reading an XLSX answer without a library: the cells of its one sheet."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

_NAMES = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def rows_of(answer: Any) -> list[dict[str, str]]:
    """Return the rows under the header, by the header's names; empty cells are left out."""
    content = b"".join(answer)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert sheet.findall(".//x:f", _NAMES) == [], "a formula"
    lines = [
        {re.sub(r"\d", "", cell.get("r", "")): "".join(cell.itertext()) for cell in row}
        for row in sheet.iterfind(".//x:row", _NAMES)
    ]
    names = lines[0]
    return [{names[column]: text for column, text in line.items()} for line in lines[1:]]


def header_of(answer: Any) -> set[str]:
    """Return the names in the header and of nothing else."""
    return {name for row in rows_of(answer) for name in row}
