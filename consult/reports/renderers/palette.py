"""The light colours of `frontend/src/design/tokens.css`, for paper; a test holds them together.

They tell classes apart, they never mean good or bad.
"""

from __future__ import annotations

from typing import Final

from reportlab.lib.colors import Color, HexColor

INK: Final = HexColor("#1c2430")
INK_2: Final = HexColor("#566170")
INK_3: Final = HexColor("#8b95a3")
CARD: Final = HexColor("#ffffff")
LINE: Final = HexColor("#e3e5e8")
SUNKEN: Final = HexColor("#f1f2f1")
ACCENT: Final = HexColor("#0b6e75")
ACCENT_SOFT: Final = HexColor("#d9e9ea")

EXPRESSION: Final[dict[str, Color]] = {
    "anger": HexColor("#611f26"),
    "disgust": HexColor("#435c0f"),
    "fear": HexColor("#783787"),
    "happiness": HexColor("#c68700"),
    "sadness": HexColor("#4977b2"),
    "surprise": HexColor("#a6664e"),
    "neutral": HexColor("#8e939f"),
}
UNCERTAIN: Final = HexColor("#c9ced5")


def colour_of(label: str) -> Color:
    """Return the colour of an expression; uncertain ones are pale."""
    return EXPRESSION.get(label, UNCERTAIN)
