"""Roll-ups: the only writer of `TenSeconds` and `ConsultationSummary`, beside their deletion.

They are written with the report, in its transaction, and are the report's figures in another form;
so they can be made of a report later, also when its readings are gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from analyzer import timeline as measures
from analyzer.results import EXPRESSIONS, UNCERTAIN
from consult.clock import from_ms
from consult.consultations import selectors
from consult.consultations.models import (
    Consultation,
    ConsultationSummary,
    Participant,
    Reading,
    TenSeconds,
)
from consult.consultations.models.rollup import SECONDS
from consult.consultations.served_model import model_behind
from consult.error_isolation import ErrorIsolation
from consult.reports.models import Report
from consult.reports.selectors import ready_report

COUNTS: Final = {
    Reading.Status.READING: "readings",
    Reading.Status.NO_FACE: "no_face",
    Reading.Status.MANY_FACES: "many_faces",
    Reading.Status.POOR_QUALITY: "poor_quality",
}
"""The column that counts each status."""
CAUGHT_UP_AT_ONCE: Final = 500


def folded(
    lines: Iterable[selectors.Timeline], recall: Mapping[str, float] | None
) -> list[TenSeconds]:
    """Return the rows of these cameras, not yet stored; `recall` is the model's by class."""
    return [row for line in lines for row in _rows(line, recall)]


@transaction.atomic
def store(
    consultation: Consultation, figures: dict[str, Any], ten_seconds: list[TenSeconds]
) -> ConsultationSummary:
    """Put these roll-ups in the place of those that stand; twice is as once.

    `figures` are a report's `Figures`.
    """
    forget(consultation)
    TenSeconds.objects.bulk_create(ten_seconds, batch_size=1000)
    row = summary_of(consultation, figures)
    row.save(force_insert=True)
    return row


def summary_of(consultation: Consultation, figures: dict[str, Any]) -> ConsultationSummary:
    """Return the row that says what a report's figures say of the client, not yet stored."""
    people = figures["participants"]
    client = next((one for one in people if one["role"] == Participant.Role.CLIENT), None)
    return ConsultationSummary(
        consultation=consultation,
        practice_id=consultation.practice_id,
        counsellor_id=consultation.counsellor_id,
        client_id=consultation.client_id,
        kind=consultation.kind,
        started_at=from_ms(figures["started_at"]),
        ended_at=consultation.ended_at or from_ms(figures["ended_at"]),
        duration_s=figures["duration_s"],
        model_version=figures["model_version"],
        measures_version=figures["measures_version"],
        **(_measured(client) if client else {"withheld": "no_readings"}),
    )


def catch_up() -> int:
    """Write the roll-ups of ready reports that have none; return how many consultations.

    In no order: of more than one run takes, those that cannot be written are in the way of no
    others, whichever these are.

    Raises PartialFailure: some could not be written; all others of this run were.
    """
    written = 0
    isolation = ErrorIsolation("roll_up_failed")
    for consultation in lacking().order_by("?")[:CAUGHT_UP_AT_ONCE]:
        with isolation.each(consultation=str(consultation.pk)):
            written += _catch_up(consultation)
    isolation.raise_if_failed()
    return written


def lacking() -> QuerySet[Consultation]:
    """Return the consultations whose roll-ups can be made of their report, and are not there."""
    reports = Report.objects.filter(
        consultation=OuterRef("pk"), state=Report.State.READY, data__isnull=False
    )
    return Consultation.objects.filter(
        Exists(reports),
        state=Consultation.State.ENDED,
        report_state=Consultation.ReportState.READY,
        summary=None,
    )


def forget(consultation: Consultation) -> None:
    """Delete a consultation's roll-ups."""
    TenSeconds.objects.filter(participant__consultation=consultation).delete()
    ConsultationSummary.objects.filter(consultation=consultation).delete()


def take_labels(consultation: Consultation) -> None:
    """Leave valence and counts: the sums by class are labels, and their time is over."""
    TenSeconds.objects.filter(participant__consultation=consultation).update(
        **dict.fromkeys(EXPRESSIONS)
    )


def _catch_up(consultation: Consultation) -> bool:
    with transaction.atomic():
        # Whoever erases meanwhile waits, or is waited for: nothing erased may come back.
        held = Consultation.objects.select_for_update(no_key=True, of=("self",)).filter(
            pk=consultation.pk, report_state=Consultation.ReportState.READY, summary=None
        )
        report = ready_report(consultation) if held else None
        if report is None or report.data is None:
            return False
        lines = selectors.timelines(consultation)
        recall = model_behind(report.model_version).recall
        store(consultation, report.data, folded(lines, recall))
    return True


def _measured(person: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of one person's figures."""
    index = person["index"] or {}
    shares = person["shares"] or {}
    fall, fall_at_s = _fall(person)
    return {
        "coverage": person["coverage"] if person["camera_on_s"] else None,
        "camera_on_s": person["camera_on_s"],
        "valid_s": person["valid_s"],
        "index": index.get("value"),
        "index_low": index.get("low"),
        "index_high": index.get("high"),
        "withheld": person["withheld"] or "",
        "valence_start": person["baseline"],
        "valence_mean": index.get("mean"),
        "valence_peak": index.get("peak"),
        "valence_end": index.get("end"),
        "fall": fall,
        "fall_at_s": fall_at_s,
        **{name: shares.get(name) for name in (*EXPRESSIONS, UNCERTAIN)},
        **{column: person["statuses"].get(status, 0) for status, column in COUNTS.items()},
    }


def _fall(person: dict[str, Any]) -> tuple[float, float] | tuple[None, None]:
    """Return how far valence fell at the largest negative turning point, and when (seconds)."""
    # Reports of measures 2 have no turning points; those whose readings are gone stay so.
    points = person.get("turning_points") or []
    changes = [(p["after"] - p["before"], p["t"]) for p in points]
    size, at = min(changes, default=(0.0, 0.0))
    return (round(size, 3), at) if size < 0 else (None, None)


def _rows(line: selectors.Timeline, recall: Mapping[str, float] | None) -> list[TenSeconds]:
    parts = measures.fold(line.series, SECONDS, recall)
    counts = {
        column: np.bincount(parts.place[line.status == status], minlength=len(parts.number))
        for status, column in COUNTS.items()
    }
    return [
        TenSeconds(
            participant=line.participant,
            number=int(number),
            camera_on_s=round(float(parts.camera_on_s[k]), 2),
            valid_s=round(float(parts.valid_s[k]), 2),
            valence_mean=_known(parts.mean[k]),
            valence_least=_known(parts.least[k]),
            valence_most=_known(parts.most[k]),
            **{name: round(float(parts.sums[k, i]), 4) for i, name in enumerate(EXPRESSIONS)},
            **{column: int(count[k]) for column, count in counts.items()},
        )
        for k, number in enumerate(parts.number)
    ]


def _known(value: float) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None
