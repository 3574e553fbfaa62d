"""What was measured of the client in each of many consultations, without opening their reports.

A report holds a line of a thousand points; of a hundred consultations that is megabytes of JSON,
where the roll-up has the same figures in one row (docs/decisions/022-rollups.md).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Q

from analyzer.timeline import Estimate, Versions
from consult.consultations.models import Consultation, ConsultationSummary, Participant
from consult.reports.models import Report

Reason = Literal["coverage", "readings", "no_readings"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A consultation's index, or why it is withheld; coverage 0..1; what measured it."""

    index: Estimate | None
    withheld: Reason | None
    coverage: float | None
    versions: Versions


def measured_of(held: Sequence[Consultation]) -> dict[uuid.UUID, Measured]:
    """Return the figures by consultation; one without a ready report is missing.

    The consultations must come with their `summary` selected. Reports from before there were
    summaries are opened, until the nightly task has rolled them up.
    """
    summaries = {one.pk: getattr(one, "summary", None) for one in held}
    found = {key: _of_summary(row) for key, row in summaries.items() if row}
    lacking = [key for key in summaries if key not in found]
    return found | _of_reports(lacking) if lacking else found


def _of_summary(row: ConsultationSummary) -> Measured:
    low, high = row.index_low, row.index_high
    known = row.index is not None and low is not None and high is not None
    return Measured(
        index=Estimate(row.index, low, high) if known else None,  # type: ignore[arg-type]  # known
        withheld=row.withheld or None,  # type: ignore[arg-type]  # one of the choices
        coverage=row.coverage,
        versions=Versions(row.model_version, row.measures_version),
    )


def _of_reports(consultations: Sequence[uuid.UUID]) -> dict[uuid.UUID, Measured]:
    ready = Report.objects.filter(
        Q(consultation__in=consultations)
        & Q(state=Report.State.READY, kind=Report.Kind.CONSULTATION)
    )
    # The newest comes last.
    rows = ready.order_by("created_at", "pk").values_list("consultation", "data")
    return {key: _of_figures(data) for key, data in rows if data is not None}


def _of_figures(figures: dict[str, Any]) -> Measured:
    people = figures["participants"]
    person = next((one for one in people if one["role"] == Participant.Role.CLIENT), None)
    index = person["index"] if person else None
    return Measured(
        index=Estimate(index["value"], index["low"], index["high"]) if index else None,
        withheld=None if index else (person and person["withheld"]) or "no_readings",
        coverage=person["coverage"] if person else None,
        versions=Versions(figures["model_version"], figures["measures_version"]),
    )
