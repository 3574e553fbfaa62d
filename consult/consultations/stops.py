"""When the analysis of a camera was stopped, and by whom: read from what is kept of pauses and
decisions.

Both tables keep moments; a stop lasts from one to the next. Whatever was never ended, be it that
nobody pressed a button or that a process died, lasts until the end of what is looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise, zip_longest
from typing import Final, get_args

from analyzer.timeline import Stop
from analyzer.timeline.series import StopKind
from consult.consultations.models import Consent, Participant, Pause

KINDS: Final[tuple[StopKind, ...]] = get_args(StopKind)


@dataclass(frozen=True, slots=True)
class Stopped:
    """The analysis was stopped from `since` until `until`; None: it still is."""

    since: datetime
    until: datetime | None
    kind: StopKind


@dataclass(frozen=True, slots=True)
class Paused:
    """One side's own pause, whatever the other did meanwhile; `until` None: nobody ended it."""

    by: str
    since: datetime
    until: datetime | None


def stops_of(participant: Participant) -> list[Stopped]:
    """Return the times in which a camera was not to be analysed, in order and apart.

    Before the first decision nothing is stopped: nobody was there. A consent that is missing comes
    before every pause. Reads `pauses` and `consents` of the participant, prefetched or not.
    """
    return stops(participant.pauses.all(), participant.consents.all())


def seconds_stopped(participant: Participant, origin: datetime) -> tuple[Stop, ...]:
    """Return the same in seconds after `origin`."""
    return in_seconds(stops_of(participant), origin)


def in_seconds(stopped: Iterable[Stopped], origin: datetime) -> tuple[Stop, ...]:
    """Return such times in seconds after `origin`."""
    return tuple(
        Stop(
            (one.since - origin).total_seconds(),
            (one.until - origin).total_seconds() if one.until else math.inf,
            one.kind,
        )
        for one in stopped
    )


def stops(pauses: Iterable[Pause], consents: Iterable[Consent]) -> list[Stopped]:
    """Return the same of these rows, which come in order of time."""
    holding: dict[str, bool] = {}
    changes: list[tuple[datetime, str, bool]] = [(one.at, one.by, one.began) for one in pauses]
    changes += [
        (one.at, "consent", one.decision != Participant.Decision.GRANTED) for one in consents
    ]
    changes.sort(key=lambda change: change[0])
    known: list[tuple[datetime, StopKind | None]] = []
    for at, what, stopped in changes:
        holding[what] = stopped
        kind = _kind(holding)
        if not known or known[-1][1] != kind:
            known.append((at, kind))
    ends = [at for at, _kind in known[1:]]
    return [
        Stopped(at, end, kind) for (at, kind), end in zip_longest(known, ends) if kind and at != end
    ]


def pauses_of(participant: Participant) -> list[Paused]:
    """Return each side's pauses, by their beginning; one that nobody ended has none."""
    rows = list(participant.pauses.all())
    found = [pause for side in Pause.By.values for pause in _of_side(rows, side)]
    return sorted(found, key=lambda pause: pause.since)


def _of_side(rows: Iterable[Pause], side: str) -> Iterable[Paused]:
    own = [row for row in rows if row.by == side]
    for row, after in pairwise([*own, None]):
        if row is not None and row.began:
            yield Paused(side, row.at, after.at if after else None)


def _kind(holding: dict[str, bool]) -> StopKind | None:
    if holding.get("consent"):
        return "no_consent"
    by_client, by_counsellor = (holding.get(side, False) for side in Pause.By.values)
    if by_client and by_counsellor:
        return "paused_by_both"
    if by_client:
        return "paused_by_client"
    return "paused_by_counsellor" if by_counsellor else None
