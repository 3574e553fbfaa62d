"""In the report's words a number stands on one line with its unit."""

from __future__ import annotations

import re

import pytest

from consult.reports import formatting
from consult.reports.models import Report
from consult.reports.renderers import page_layout
from consult.reports.renderers.fonts import register_fonts
from consult.reports.renderers.read_aloud import ReadParagraph
from tests.consult.reports.printed import pdf_of

UNIT = r"(?:%|s|с|min|хв|h|год)(?!\w)"


@pytest.mark.parametrize("language", ["en", "uk"])
def test_no_paragraph_of_the_pdf_may_break_between_them(
    report: Report, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    class Overheard(ReadParagraph):
        def __init__(self, text: str, *rest: object, **named: object) -> None:
            said.append(text)
            super().__init__(text, *rest, **named)

    monkeypatch.setattr(page_layout, "ReadParagraph", Overheard)
    pdf_of(report, language)
    words = "\n".join(said)
    assert len(re.findall(rf"\d\u00a0{UNIT}", words)) > 5
    assert re.findall(rf"\d {UNIT}", words) == []


def test_the_pdf_heeds_it() -> None:
    register_fonts()
    told = page_layout.paragraph(f"for {formatting.lasting(3900)}, {formatting.percent(0.4)}")
    told.wrap(60, 1000)
    words = [word for _room, line in told.blPara.lines for word in line]
    assert words == ["for", "1\u00a0h", "5\u00a0min,", "40\u00a0%"]
