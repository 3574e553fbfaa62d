"""Why there are no readings for a while, in words, and for how long none were to be had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consult.consultations.stops import KINDS
from consult.reports import formatting
from consult.reports.data_types import Measured

GAPS: Final = {
    "no_face": gettext_lazy("no readable face"),
    # Of all that this can be nobody knows which; measures before 2.4 called pauses so, too.
    "no_camera": gettext_lazy("no pictures from the camera"),
    "paused_by_client": gettext_lazy("paused by the client"),
    "paused_by_counsellor": gettext_lazy("paused by the counsellor"),
    "paused_by_both": gettext_lazy("paused by both"),
    "no_consent": gettext_lazy("consent refused or withdrawn"),
}
"""What was missing in a gap."""


def gap(kind: str) -> str:
    """Say what was missing in a gap."""
    return str(GAPS[kind])


def stopped_s(person: Measured) -> float:
    """Return for how many seconds in all gaps the analysis was paused or not allowed."""
    return sum(end - start for start, end, kind in person["gaps"] if kind in KINDS)


def stopped(person: Measured) -> Iterator[str]:
    """Say for how long nothing was to be read, if it was so."""
    seconds = stopped_s(person)
    if seconds:
        yield _(
            "For %(time)s the analysis was paused or not allowed; that time is not counted."
        ) % {"time": formatting.lasting(seconds)}
