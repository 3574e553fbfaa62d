"""The report's typeface: Roboto, which has Latin and Cyrillic."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import font_roboto
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR: Final = "Roboto"
MEDIUM: Final = "Roboto-Medium"
ITALIC: Final = "Roboto-Italic"
_FILES: Final = {
    REGULAR: "Roboto-Regular.ttf",
    MEDIUM: "Roboto-Medium.ttf",
    ITALIC: "Roboto-Italic.ttf",
}


@cache
def register_fonts() -> None:
    """Make the typeface known to reportlab, once in a process; only used glyphs are embedded."""
    folder = Path(font_roboto.font_directory)
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=MEDIUM, italic=ITALIC, boldItalic=MEDIUM
    )
