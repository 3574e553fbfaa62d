"""Paper and screen have the same colours."""

from __future__ import annotations

import re

from consult.environment import ROOT
from consult.reports.renderers import palette

TOKENS = ROOT / "frontend" / "src" / "design" / "tokens.css"


def test_the_pdf_has_the_colours_of_the_light_pages() -> None:
    light = TOKENS.read_text(encoding="utf-8").split("@media")[0]
    tokens = dict(re.findall(r"--([\w-]+): (#\w{6});", light))
    named = ("INK", "INK_2", "INK_3", "CARD", "LINE", "SUNKEN", "ACCENT", "UNCERTAIN")
    mine = {name.lower().replace("_", "-"): getattr(palette, name) for name in named}
    mine |= palette.EXPRESSION
    assert {name: f"#{colour.hexval()[2:]}" for name, colour in mine.items()} == {
        name: tokens[name] for name in mine
    }
