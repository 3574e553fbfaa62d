"""What a report and its roll-ups lose when the readings' time is over: labels. Figures stay.

The consent text promises that labels are kept for so many days, so those in a report go with the
readings they were made of (docs/decisions/006-retention.md), and so does the smoothed line, where
means of ten seconds are kept in its place (docs/decisions/031-ten-second-lines.md).
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from consult.accounts.models import Practice
from consult.consultations.errors import NotYetOver
from consult.consultations.models import Client, Consultation
from consult.consultations.services import clients
from consult.consultations.services.retention import (
    delete_overdue_messages,
    delete_overdue_pauses,
    delete_overdue_readings,
    overdue,
    overdue_files,
)
from consult.error_isolation import ErrorIsolation
from consult.reports import rollups
from consult.reports.models import Report
from consult.reports.ten_second_means import folded_people

AT_ONCE: Final = 100
"""Consultations in one run: it ends within a task's time, and the next run takes the rest."""


@dataclass(slots=True)
class Purged:
    """How much one run deleted."""

    consultations: int = 0
    readings: int = 0
    messages: int = 0
    pauses: int = 0
    files: int = 0


def purge(now: datetime, purged: Purged | None = None) -> Purged:
    """Delete every reading, message, pause and file older than its practice keeps them, and the
    labels in reports; count into `purged`.

    Safe to run at any time, twice, or again after it was interrupted.

    Raises:
        PartialFailure: something could not be deleted. Everything else was.
    """
    purged = purged or Purged()
    isolation = ErrorIsolation("not_purged")
    for practice in Practice.objects.order_by("pk"):
        with isolation.each(practice=practice.pk):
            _purge(practice, now, purged, isolation)
    isolation.raise_if_failed()
    return purged


def _purge(practice: Practice, now: datetime, purged: Purged, isolation: ErrorIsolation) -> None:
    with isolation.each(practice=practice.pk):
        purged.messages += delete_overdue_messages(practice, now)
    with isolation.each(practice=practice.pk):
        purged.pauses += delete_overdue_pauses(practice, now)
    for consultation in overdue(practice, now)[: AT_ONCE - purged.consultations]:
        with isolation.each(consultation=str(consultation.pk)):
            # The report first: without readings the consultation is not found a second time.
            take_labels_from_report(consultation, now)
            purged.readings += delete_overdue_readings(consultation, now)
            # And once more: a report that was built in between has labels, too.
            take_labels_from_report(consultation, now)
            purged.consultations += 1
    for file in overdue_files(practice, now)[: AT_ONCE - purged.files]:
        with isolation.each(file=str(file.pk)):
            purged.files += _erased(file)


def _erased(file: Client) -> bool:
    try:
        clients.erase(file, by=None)
    except NotYetOver:
        return False  # Opened in this moment: the file goes on.
    return True


@transaction.atomic
def take_labels_from_report(consultation: Consultation, now: datetime) -> None:
    """Leave only figures in a consultation's ready report and roll-ups, and note when."""
    # In turns with whoever stores a report just now: one that comes later would keep its labels for
    # ever, as no readings are left by which it would be found.
    list(Consultation.objects.select_for_update(no_key=True).filter(pk=consultation.pk))
    rollups.take_labels(consultation)
    folded = folded_people(consultation)
    ready = Report.objects.select_for_update().filter(
        consultation=consultation, state=Report.State.READY, readings_deleted_at=None
    )
    for report in ready:
        report.data = without_labels(report.data, folded) if report.data else None
        report.readings_deleted_at = now
        report.save(update_fields=["data", "readings_deleted_at"])


def without_labels(figures: dict[str, Any], folded: Container[str]) -> dict[str, Any]:
    """Return a report's figures without the label of any moment.

    The line of those whose ids are in `folded` goes, too: their ten seconds are kept. Of reports
    older than those it is all that is left of the course, and stays.
    """
    people = [
        {
            **person,
            "strip": [],
            "series": _remaining(person["series"], has_means=person["id"] in folded),
        }
        for person in figures["participants"]
    ]
    return {**figures, "participants": people}


def _remaining(line: dict[str, Any], *, has_means: bool) -> dict[str, Any]:
    if has_means:
        return {name: [] for name in line}
    return {**line, "label": [None] * len(line["t"])}
