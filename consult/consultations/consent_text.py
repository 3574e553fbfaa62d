"""The consent texts, by version and language.

They are kept here and not in gettext: a text someone agreed to must stay word for word as it
was shown, so a change is a new version, and the older ones stay. A line is a paragraph.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

VERSION: Final = "2026-11-30"
PURPOSES: Final = ("live_view", "report", "review")
"""What the text in force asks for: the counsellor's live view, the report after the consultation,
the practice's review of satisfaction. The text and the page name each of them."""

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
    ("2026-11-30", "en"): (
        "Software labels visible facial expressions from your camera. It can be wrong, and it "
        "does not know what you feel. Pictures are not kept; labels are kept for {days} days, and "
        "the figures made from them with your file.\n"
        "Your counsellor sees the labels during the consultation and in a report after it. The "
        "administrator of the practice, and programs that the practice connects, can read the "
        "report and the labels, too. The practice compares the figures with what clients say, to "
        "review how satisfied they are.\n"
        "Saying no does not change your consultation. You can stop at any time."
    ),
    ("2026-11-30", "uk"): (
        "Програма позначає видимі вирази обличчя з вашої камери. Вона може помилятися і не знає, "
        "що ви відчуваєте. Зображення не зберігаються; позначки зберігаються {days} дн., а "
        "складені з них показники — разом із вашою карткою.\n"
        "Ваш консультант бачить позначки під час консультації та у звіті після неї. Звіт і "
        "позначки можуть читати також адміністратор практики та програми, які вона під’єднала. "
        "Показники практика порівнює з тим, що кажуть клієнти, щоб оцінити їхню задоволеність.\n"
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


def consent_text(language: str, retention_days: int, version: str = VERSION) -> ConsentText:
    """Return the text in force, or that of an older `version`: what a record's hash is of.

    English where there is no other language. Raises KeyError for a version that never was.
    """
    known = language if (version, language) in _TEXTS else "en"
    return ConsentText(version, known, _TEXTS[version, known].format(days=retention_days))
