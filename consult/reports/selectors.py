"""Reading reports: the one that counts, and the form in which it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from analyzer.timeline import nearest
from consult.clock import to_ms
from consult.consultations.models import Consultation
from consult.reports import context_text, report_text
from consult.reports.data_types import (
    Curve,
    Figures,
    MarkerShown,
    ParticipantFigures,
    ParticipantShown,
    ReportData,
    TurningFigures,
    TurningShown,
)
from consult.reports.models import Report
from consult.reports.rating import rating_of
from consult.reports.ten_second_means import lines_of_means
from consult.reports.trend import trend_of

NEAR_S: Final = 120.0
"""A marker farther from a turning point is of another matter."""


def ready_report(consultation: Consultation) -> Report | None:
    """Return the newest ready report of a consultation, or None."""
    return Report.objects.filter(
        consultation=consultation,
        kind=Report.Kind.CONSULTATION,
        state=Report.State.READY,
    ).first()


def attempts_at(consultation: Consultation) -> int:
    """Return how many attempts at the newest report were begun."""
    newest = Report.objects.filter(consultation=consultation, kind=Report.Kind.CONSULTATION)
    return newest.values_list("attempts", flat=True).first() or 0


def report_data(report: Report) -> ReportData:
    """Return a ready report with names, markers and the sentence in the active language.

    Raises:
        ValueError: the report is not ready.
    """
    if report.data is None:
        raise ValueError("A report that is not ready has no data")
    figures: Figures = report.data
    names = {
        str(key): name for key, name in report.consultation.participants.values_list("id", "name")
    }
    markers: list[MarkerShown] = [
        {"at": to_ms(marker.at), "text": marker.text}
        for marker in report.consultation.markers.all()
    ]
    began = figures["started_at"]
    deleted_at, rating = report.readings_deleted_at, rating_of(report.consultation)
    means = lines_of_means(report.consultation, figures["duration_s"]) if deleted_at else {}
    people = [
        _with_line(_shown(person, names.get(person["id"], ""), began, markers), means)
        for person in figures["participants"]
    ]
    client = report.consultation.client
    lines = [report_text.sentence(people, began)]
    lines += [context_text.rated(rating)] if rating else []
    lines += [report_text.figures_remain()] if deleted_at else []
    return {
        **figures,
        "readings_deleted_at": to_ms(deleted_at) if deleted_at else None,
        "sentence": "\n".join(lines),
        "markers": markers,
        "participants": people,
        # Reports that outlived their readings cannot be built anew: those of before 2.1 lack it.
        "synchrony": figures.get("synchrony"),
        "synchrony_withheld": figures.get("synchrony_withheld"),
        "rating": rating,
        # Reports of before 2.2 say nothing of how they were weighted.
        "recall": figures.get("recall"),
        "threshold": figures.get("threshold"),
        "earlier": trend_of(client, until=report.consultation) if client else None,
    }


def _shown(
    person: ParticipantFigures, name: str, began: int, markers: Sequence[MarkerShown]
) -> ParticipantShown:
    turned = person.get("turning_points")
    shown = None if turned is None else [_turned(point, began, markers) for point in turned]
    return {**person, "name": name, "series_of": "readings", "turning_points": shown}


def _with_line(person: ParticipantShown, means: Mapping[str, Curve]) -> ParticipantShown:
    """Return a person's figures with the ten-second means, where their own line is gone."""
    if person["series"]["t"] or person["id"] not in means:
        return person
    return {**person, "series": means[person["id"]], "series_of": "ten_seconds"}


def _turned(point: TurningFigures, began: int, markers: Sequence[MarkerShown]) -> TurningShown:
    moments = [(marker["at"] - began) / 1000 for marker in markers]
    near = nearest(point["t"], moments, NEAR_S)
    return {**point, "marker": None if near is None else markers[near]}
