"""Names, numbers, lengths and times of a report, in the active language and time zone."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as in_place

from analyzer.results import UNCERTAIN
from consult.clock import from_ms

LABELS: Final = {
    "anger": gettext_lazy("anger"),
    "disgust": gettext_lazy("disgust"),
    "fear": gettext_lazy("fear"),
    "happiness": gettext_lazy("happiness"),
    "sadness": gettext_lazy("sadness"),
    "surprise": gettext_lazy("surprise"),
    "neutral": gettext_lazy("neutral"),
    UNCERTAIN: gettext_lazy("uncertain"),
}
"""Names of the seven expressions and of none of them."""
LONGEST_MARKER: Final = 40
"""Characters of a note that a sentence quotes."""

ROLES: Final = {
    "client": in_place("role", "Client"),
    "counsellor": in_place("role", "Counsellor"),
}
KINDS: Final = {
    "counselling": in_place("kind", "counselling"),
    "service": in_place("kind", "customer service"),
}


def label(name: str) -> str:
    """Return an expression's name as the start of a line, "Happiness"."""
    return str(LABELS.get(name, name)).capitalize()


def number(value: float, decimals: int) -> str:
    """Return a number with the language's decimal mark, "48.2", rounded as the page rounds it."""
    return number_format(_rounded(value, decimals), decimals)


def signed(value: float, decimals: int = 2) -> str:
    """Return the same with its sign, "+0.21", "−0.3", "0"."""
    shown = _rounded(value, decimals)
    sign = "" if shown == 0 else "+" if shown > 0 else "−"
    return sign + number_format(abs(shown), decimals)


def _rounded(value: float, decimals: int) -> Decimal:
    # `number_format` cuts off what it does not show, and `round` takes a half to the even number: a
    # sentence would tell another index than the card beside it, which the browser rounds. As it
    # does so of the digits that a float is written with, 0.615 is a half and not a little less.
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def unbroken(words: str) -> str:
    """Return the words with each number held to what follows it: no line ends before its unit."""
    return re.sub(r"(\d) ", "\\1\u00a0", words)


def lasting(seconds: float) -> str:
    """Return a length of time as the page tells it: "40 s", "2 min 30 s", "48 min", "1 h 5 min"."""
    minutes, rest = divmod(int(_rounded(seconds, 0)), 60)
    if not minutes:
        return unbroken(_("%(seconds)s s") % {"seconds": rest})
    if minutes < 10 and rest:
        return unbroken(_("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": rest})
    hours, minutes = divmod(int(_rounded((60 * minutes + rest) / 60, 0)), 60)
    if not hours:
        return unbroken(_("%(minutes)s min") % {"minutes": minutes})
    return unbroken(_("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes})


def percent(fraction: float) -> str:
    """Return 0..1 as a whole percentage, "82 %"."""
    return unbroken(_("%(number)s %%") % {"number": number(100 * fraction, 0)})


def short_note(text: str) -> str:
    """Return a note, or the beginning of a long one."""
    return text if len(text) <= LONGEST_MARKER else text[:LONGEST_MARKER] + "…"


def clock(milliseconds: float) -> str:
    """Return the time of day in the active time zone, "23:10"."""
    return f"{timezone.localtime(from_ms(round(milliseconds))):%H:%M}"
