"""Where words stand in a chart whose upright lines cross it from bottom to top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.pdfbase.pdfmetrics import stringWidth

from consult.reports.renderers.fonts import REGULAR

WORDS_SIZE: Final = 7.5
_BESIDE: Final = 3.0
"""Points between words and a line."""


def words_wide(words: str) -> float:
    """Return how many points wide these words are in a chart."""
    return float(stringWidth(words, REGULAR, WORDS_SIZE))


def clear_place(
    wished: float, wide: float, left: float, right: float, lines: Sequence[float]
) -> float:
    """Return where words `wide` points long begin, between `left` and `right`, uncrossed.

    At the `wished` place, or as far left as no line goes through them; where there is no such
    place, as wished.
    """
    for start in (wished, left, *(line + _BESIDE for line in sorted(lines))):
        inside = left <= start and start + wide <= right
        if inside and not any(start - _BESIDE < x < start + wide + _BESIDE for x in lines):
            return start
    return wished
