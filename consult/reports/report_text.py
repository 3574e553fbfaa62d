"""The report in words, in the language that is active: calm, and never about what was felt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from analyzer.results import UNCERTAIN
from consult.reports import formatting
from consult.reports.data_types import ParticipantShown, TurningShown
from consult.reports.gap_text import stopped

WORTH_SAYING: Final = 0.2
"""Share of the time from which a second expression, or uncertainty, is told."""
MOST: Final = 0.5
"""Share of the time from which uncertainty comes before any expression, and "mostly" is true."""

MOST_TOLD: Final = 2
"""Turning points that a sentence holds, the largest; the others stand in their list."""


def sentence(people: Sequence[ParticipantShown], began: int) -> str:
    """Return the whole report in a few sentences and a line for each analysed camera.

    `began` is the opening, in Unix milliseconds: times of day are told in the active time zone.
    """
    if not people:
        return _("No camera was analysed in this consultation: insufficient data for a report.")
    return "\n".join(_about(person, began) for person in people)


def _about(person: ParticipantShown, began: int) -> str:
    if person["withheld"] == "no_readings":
        return nothing_held(person)
    said = (
        _seen(person),
        *stopped(person),
        *_apparent(person),
        *_turned(person, began),
        _index(person),
    )
    return " ".join(said)


def nothing_held(person: ParticipantShown) -> str:
    """Say that of this camera no reading is stored: erased, or none ever came."""
    if person["role"] == "client":
        return _("No readings are held of the client's camera.")
    return _("No readings are held of the counsellor's camera.")


def made_up() -> str:
    """Say of a demo's consultation what its figures are."""
    return _("Part of the demo: nobody met, nothing was measured.")


def limits() -> str:
    """Say in two sentences what the figures cannot."""
    return _(
        "Software labelled visible expressions; it does not know what was felt, and it can be "
        "wrong. Time without a visible face is missing, not neutral. Read this beside your own "
        "notes and what the client says."
    )


def figures_remain() -> str:
    """Say that the readings are gone and the figures made of them are not."""
    return _(
        "The readings and their labels have been deleted, as the consent text promised; "
        "these figures remain."
    )


def _seen(person: ParticipantShown) -> str:
    share = formatting.percent(person["coverage"])
    if person["role"] == "client":
        return _("The client's face was visible %(share)s of the time the camera was on.") % {
            "share": share
        }
    return _("The counsellor's face was visible %(share)s of the time the camera was on.") % {
        "share": share
    }


def _apparent(person: ParticipantShown) -> Iterator[str]:
    """Say which expressions were apparent longest, and for how long none could be named."""
    if not person["shares"]:
        return
    named = {name: share for name, share in person["shares"].items() if name != UNCERTAIN}
    unsure = person["shares"].get(UNCERTAIN, 0.0)
    if not any(named.values()):
        yield _("No apparent expression was certain enough to be named.")
        return
    if unsure < MOST:
        yield _mostly(named)
    if unsure >= WORTH_SAYING:
        yield _("For %(share)s of that time no expression was certain enough to be named.") % {
            "share": formatting.percent(unsure)
        }
    if unsure >= MOST:
        yield _rest(named)


def _mostly(named: dict[str, float]) -> str:
    """Name the expression that was apparent longest, and the next if it was there a fifth."""
    ranked = sorted(named.items(), key=lambda item: -item[1])
    (first, most), (second, next_most) = ranked[:2]
    words: dict[str, object] = {"first": formatting.LABELS[first], "most": formatting.percent(most)}
    words |= {"second": formatting.LABELS[second], "next": formatting.percent(next_most)}
    if most < MOST:
        return _often(words, alone=next_most < WORTH_SAYING)
    if next_most < WORTH_SAYING:
        return _("Apparent expression was mostly %(first)s (%(most)s).") % words
    return (
        _("Apparent expression was mostly %(first)s (%(most)s), then %(second)s (%(next)s).")
        % words
    )


def _often(words: dict[str, object], *, alone: bool) -> str:
    """Name what was there longest in under half of the time: that is no "mostly"."""
    if alone:
        return _("The most frequent apparent expression was %(first)s (%(most)s).") % words
    return (
        _(
            "The most frequent apparent expression was %(first)s (%(most)s), then %(second)s "
            "(%(next)s)."
        )
        % words
    )


def _rest(named: dict[str, float]) -> str:
    """Name the longest expression where most of the time had none: it was not "mostly" there."""
    first, most = max(named.items(), key=lambda item: item[1])
    return _("The most frequent one that could be named was %(first)s (%(most)s).") % {
        "first": formatting.LABELS[first],
        "most": formatting.percent(most),
    }


def _turned(person: ParticipantShown, began: int) -> Iterator[str]:
    """Say when the level changed most: "Darker after 10:06; brighter after 10:14, near …"."""
    turned = person["turning_points"]
    if not turned:
        return
    largest = sorted(turned, key=lambda point: -abs(point["after"] - point["before"]))
    told = sorted(largest[:MOST_TOLD], key=lambda point: point["t"])
    said = "; ".join(_turn(point, began) for point in told)
    yield f"{said[0].upper()}{said[1:]}."
    if len(turned) > len(told):
        yield _("Lasting changes in all: %(n)s.") % {"n": len(turned)}
    # Nothing of light, nor of a mood.
    yield _(
        "Brighter and darker stand for a higher and a lower valence of the apparent expression."
    )


def _turn(point: TurningShown, began: int) -> str:
    when = {"time": formatting.clock(began + 1000 * point["t"])}
    rose = point["after"] > point["before"]
    turn = _("brighter after %(time)s") if rose else _("darker after %(time)s")
    marker = point["marker"]["text"] if point["marker"] else ""
    if not marker:
        return turn % when
    return turn % when + _(", near the marker “%(marker)s”") % {
        "marker": formatting.short_note(marker)
    }


def _index(person: ParticipantShown) -> str:
    index = person["index"]
    if index is None:
        return insufficient(person)
    return _(
        "The expression index is %(value)s of 100 (interval of its mean part: %(low)s to %(high)s)."
    ) % {
        "value": formatting.number(index["value"], 0),
        "low": formatting.number(index["low"], 0),
        "high": formatting.number(index["high"], 0),
    }


def unweighted(model: str) -> str:
    """Say that a report was made without knowing how well the model finds fear and sadness."""
    return _(
        "Fear and sadness count in full: how often the model %(model)s finds them is not known "
        "here."
    ) % {"model": model or "–"}


def insufficient(person: ParticipantShown) -> str:
    """Say why there is no index: the face was away too long, or there are too few readings."""
    if person["withheld"] == "coverage":
        return _(
            "Insufficient data for an expression index: the face was visible less than half "
            "of the time."
        )
    return _("Insufficient data for an expression index: there are too few readings.")
