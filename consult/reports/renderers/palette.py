"""The colours of the product's tokens. They tell classes apart, they never mean good or bad."""

from __future__ import annotations

from typing import Final

from reportlab.lib.colors import Color, HexColor

INK: Final = HexColor("#1c2430")
INK_2: Final = HexColor("#5a6675")
INK_3: Final = HexColor("#8b95a3")
CARD: Final = HexColor("#ffffff")
LINE: Final = HexColor("#e4e6ea")
SHADE: Final = HexColor("#f1f2f4")
ACCENT: Final = HexColor("#0b6e75")
ACCENT_SOFT: Final = HexColor("#d9e9ea")

EXPRESSION: Final[dict[str, Color]] = {
    "anger": HexColor("#b5485d"),
    "disgust": HexColor("#8a8a2b"),
    "fear": HexColor("#9a4a93"),
    "happiness": HexColor("#d6a02a"),
    "sadness": HexColor("#3f6fa3"),
    "surprise": HexColor("#e07a3f"),
    "neutral": HexColor("#a9b0ba"),
}
UNCERTAIN: Final = LINE


def colour_of(label: str) -> Color:
    """Return the colour of an expression; uncertain ones are as pale as the lines."""
    return EXPRESSION.get(label, UNCERTAIN)
