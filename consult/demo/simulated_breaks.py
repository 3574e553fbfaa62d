"""Breaks in made-up consultations: somebody pauses the analysis, or takes the consent back and
gives it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from analyzer.timeline import Stop
from consult.consultations.models import Participant, Pause
from consult.demo.simulated_readings import Course

Decision = Participant.Decision


@dataclass(frozen=True, slots=True)
class Break:
    """Nothing is analysed from `since` to `until`, in shares of the time: 0 < since < until < 1."""

    since: float
    until: float
    by: Literal["client", "counsellor", "consent"]
    """Whose pause it is; `consent`: the client takes the yes back, and says it again."""

    def moments(self, began: datetime, seconds: float) -> tuple[datetime, datetime]:
        """Return from when to when, in a consultation that began then and took so long."""
        return (
            began + timedelta(seconds=self.since * seconds),
            began + timedelta(seconds=self.until * seconds),
        )


def pauses(
    client: Participant, breaks: Sequence[Break], began: datetime, seconds: float
) -> list[Pause]:
    """Return the rows that these breaks leave, in order of time."""
    rows = [
        Pause(participant=client, by=one.by, began=begins, at=at)
        for one in breaks
        if one.by != "consent"
        for at, begins in zip(one.moments(began, seconds), (True, False), strict=True)
    ]
    return sorted(rows, key=lambda row: row.at)


def decisions(
    breaks: Sequence[Break], began: datetime, seconds: float
) -> Iterator[tuple[datetime, Decision]]:
    """Yield what a client who allows the analysis decides, and when."""
    yield began, Decision.GRANTED
    for one in breaks:
        if one.by == "consent":
            since, until = one.moments(began, seconds)
            yield since, Decision.WITHDRAWN
            yield until, Decision.GRANTED


def interrupted(course: Course, stops: Sequence[Stop]) -> Course:
    """Return the course without the frames of these times: none were sent."""
    kept = course.t >= 0
    for one in stops:
        kept &= (course.t < one.start) | (course.t >= one.end)
    return Course(course.t[kept], course.probabilities[kept], course.status[kept])
