"""The report in words, in the language that is active: calm, and never about what was felt."""

from __future__ import annotations

from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as in_place

from consult.reports.shapes import Figures, ParticipantFigures

LABELS: Final = {
    "anger": gettext_lazy("anger"),
    "disgust": gettext_lazy("disgust"),
    "fear": gettext_lazy("fear"),
    "happiness": gettext_lazy("happiness"),
    "sadness": gettext_lazy("sadness"),
    "surprise": gettext_lazy("surprise"),
    "neutral": gettext_lazy("neutral"),
    "uncertain": gettext_lazy("uncertain"),
}
"""Names of the seven expressions and of none of them."""

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


def signed(value: float, decimals: int = 2) -> str:
    """Return a number with its sign and the language's decimal mark, "+0.21", "−0.3", "0"."""
    sign = "" if round(value, decimals) == 0 else "+" if value > 0 else "−"
    return sign + number_format(abs(value), decimals)


def minutes(seconds: float) -> str:
    """Return a length of time, "48 min", "1 h 5 min" or "40 s"."""
    whole = round(seconds)
    if whole < 90:
        return _("%(seconds)s s") % {"seconds": whole}
    hours, rest = divmod(round(whole / 60), 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


def percent(fraction: float) -> str:
    """Return 0..1 as a whole percentage, "82 %"."""
    return _("%(number)s %%") % {"number": round(100 * fraction)}


def sentence(figures: Figures) -> str:
    """Return the whole report in two or three sentences for each analysed camera."""
    people = figures["participants"]
    if not people:
        return _("No camera was analysed in this consultation: insufficient data for a report.")
    return " ".join(_about(person) for person in people)


def _about(person: ParticipantFigures) -> str:
    return " ".join(part for part in (_seen(person), _mostly(person), _index(person)) if part)


def _seen(person: ParticipantFigures) -> str:
    share = percent(person["coverage"])
    if person["role"] == "client":
        return _("The client's face was visible %(share)s of the time the camera was on.") % {
            "share": share
        }
    return _("The counsellor's face was visible %(share)s of the time the camera was on.") % {
        "share": share
    }


def _mostly(person: ParticipantFigures) -> str:
    """Name the expression that was apparent longest, and the next if it was there a fifth."""
    if not person["shares"]:
        return ""
    ranked = sorted(person["shares"].items(), key=lambda item: -item[1])
    (first, most), (second, next_most) = ranked[:2]
    words = {"first": LABELS[first], "most": percent(most)}
    if next_most < 0.2:
        return _("Apparent expression was mostly %(first)s (%(most)s).") % words
    words |= {"second": LABELS[second], "next": percent(next_most)}
    return (
        _("Apparent expression was mostly %(first)s (%(most)s), then %(second)s (%(next)s).")
        % words
    )


def _index(person: ParticipantFigures) -> str:
    index = person["index"]
    if index is None:
        return insufficient(person)
    return _("The expression index is %(value)s of 100 (interval %(low)s to %(high)s).") % {
        "value": round(index["value"]),
        "low": round(index["low"]),
        "high": round(index["high"]),
    }


def insufficient(person: ParticipantFigures) -> str:
    """Say why there is no index: the face was away too long, or there are too few readings."""
    if person["withheld"] == "coverage":
        return _(
            "Insufficient data for an expression index: the face was visible less than half "
            "of the time."
        )
    return _("Insufficient data for an expression index: there are too few readings.")
