"""The report in words for the client: plain, kind and short, without index and judgement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from analyzer.results import UNCERTAIN
from consult.reports import formatting, report_text
from consult.reports.data_types import ParticipantFigures
from consult.reports.gap_text import stopped

FEW: Final = 0.5
"""Coverage under which shares tell little."""


def sentences(own: ParticipantFigures | None) -> list[str]:
    """Return what a client reads of their own camera, in the active language."""
    return [*(_of(own) if own else [_nothing()]), _limits()]


def _nothing() -> str:
    return _("No labels of your camera are held, so there is nothing to show.")


def _limits() -> str:
    return _(
        "Software labelled what was visible in your face. It does not know what you felt, and it "
        "is often wrong. You know better."
    )


def _of(own: ParticipantFigures) -> Iterator[str]:
    yield _("Your face could be read for %(share)s of the time your camera was on.") % {
        "share": formatting.percent(own["coverage"])
    }
    yield from stopped(own)
    if own["coverage"] < FEW:
        yield _("That is too little to say much about the rest.")
    yield from _shares(own["shares"])


def _shares(shares: dict[str, float] | None) -> Iterator[str]:
    named = {name: share for name, share in (shares or {}).items() if name != UNCERTAIN}
    if not any(named.values()):
        return
    (first, most), (second, next_most) = sorted(named.items(), key=lambda item: -item[1])[:2]
    say = {"first": formatting.LABELS[first], "most": formatting.percent(most)}
    if next_most < report_text.WORTH_SAYING:
        yield _("The label it gave most often was %(first)s (%(most)s).") % say
        return
    say |= {"second": formatting.LABELS[second], "next": formatting.percent(next_most)}
    yield (
        _("The label it gave most often was %(first)s (%(most)s), then %(second)s (%(next)s).")
        % say
    )
