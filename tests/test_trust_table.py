"""docs/trust.md is held to the tests: every line has a row, and every test it names is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
TABLE: Final = ROOT / "docs" / "trust.md"
IDS: Final = [
    f"{kind}{n}" for kind, most in (("S", 20), ("P", 6), ("R", 9)) for n in range(1, most + 1)
]
ROW: Final = re.compile(r"^\| ([SPR]\d+) \|(.*)\|$", re.MULTILINE)
TEST: Final = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
COMMAND: Final = re.compile(r"`(?:make|python -m|manage\.py) ")


def rows() -> dict[str, list[str]]:
    """Return the cells of each row: what holds, how it was tried, the result."""
    found = ROW.findall(TABLE.read_text(encoding="utf-8"))
    assert len({name for name, _ in found}) == len(found), "a line has two rows"
    return {name: [cell.strip() for cell in cells.split(" | ")] for name, cells in found}


def test_every_line_has_one_row_in_order() -> None:
    assert list(rows()) == IDS


@pytest.mark.parametrize("name", IDS)
def test_a_row_says_what_holds_how_it_was_tried_and_what_came_of_it(name: str) -> None:
    cells = rows()[name]
    assert len(cells) == 3
    assert all(cells)
    assert TEST.search(cells[1]) or COMMAND.search(cells[1])


@pytest.mark.parametrize("name", IDS)
def test_every_test_that_is_named_is_there(name: str) -> None:
    for path, test in TEST.findall(" ".join(rows()[name])):
        code = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^ *(async )?def {test or 'test_'}", code, re.MULTILINE), (path, test)


def test_every_file_of_trust_is_named_by_its_line() -> None:
    named = TABLE.read_text(encoding="utf-8")
    for file in (ROOT / "tests" / "trust").glob("test_*.py"):
        line = re.match(r"test_([srp])(\d\d)_", file.name)
        assert line is not None, file.name
        row = rows()[f"{line[1].upper()}{int(line[2])}"]
        assert f"tests/trust/{file.name}" in row[1], file.name
    assert "privacy.md" in named
