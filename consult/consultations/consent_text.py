"""The consent texts, by version and language.

They are kept here and not in gettext: a text someone agreed to must stay word for word as it
was shown, so a change is a new version.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

VERSION: Final = "2026-11"
PURPOSES: Final = ("live_view", "report")

_TEXTS: Final = {
    ("2026-11", "en"): (
        "Software labels visible facial expressions from your camera. It can be wrong, and it "
        "does not know what you feel. Pictures are not kept; labels are kept for {days} days. "
        "Your counsellor sees the labels during the consultation and in a report after it. "
        "Saying no does not change your consultation. You can stop at any time."
    ),
    ("2026-11", "uk"): (
        "Програма позначає видимі вирази обличчя з вашої камери. Вона може помилятися і не знає, "
        "що ви відчуваєте. Зображення не зберігаються; позначки зберігаються {days} дн. "
        "Ваш консультант бачить позначки під час консультації та у звіті після неї. "
        "Відмова нічого не змінює у вашій консультації. Ви можете зупинити це будь-коли."
    ),
}


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One text as shown to one person."""

    version: str
    language: str
    text: str

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text as shown, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def consent_text(language: str, retention_days: int) -> ConsentText:
    """Return the text in force, in `language` (English where there is no other)."""
    known = language if (VERSION, language) in _TEXTS else "en"
    return ConsentText(VERSION, known, _TEXTS[VERSION, known].format(days=retention_days))
