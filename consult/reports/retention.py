"""What a report and its roll-ups lose when the readings' time is over: labels. Figures stay.

The consent text promises that labels are kept for so many days, so those in a report go with the
readings they were made of (docs/decisions/006-retention.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from consult.accounts.models import Practice
from consult.apart import Apart
from consult.consultations.errors import NotYetOver
from consult.consultations.models import Client, Consultation
from consult.consultations.services import clients
from consult.consultations.services.retention import (
    delete_overdue_messages,
    delete_overdue_readings,
    overdue,
    overdue_files,
)
from consult.reports import rollups
from consult.reports.models import Report

AT_ONCE: Final = 100
"""Consultations in one run: it ends within a task's time, and the next run takes the rest."""


@dataclass(slots=True)
class Purged:
    """How much one run deleted."""

    consultations: int = 0
    readings: int = 0
    messages: int = 0
    files: int = 0


def purge(now: datetime, purged: Purged | None = None) -> Purged:
    """Delete every reading, message and file older than its practice keeps them, and labels in
    reports; count into `purged`.

    Safe to run at any time, twice, or again after it was interrupted.

    Raises:
        SomeFailed: something could not be deleted. Everything else was.
    """
    purged = purged or Purged()
    apart = Apart("not_purged")
    for practice in Practice.objects.order_by("pk"):
        with apart.each(practice=practice.pk):
            _purge(practice, now, purged, apart)
    apart.tell()
    return purged


def _purge(practice: Practice, now: datetime, purged: Purged, apart: Apart) -> None:
    with apart.each(practice=practice.pk):
        purged.messages += delete_overdue_messages(practice, now)
    for consultation in overdue(practice, now)[: AT_ONCE - purged.consultations]:
        with apart.each(consultation=str(consultation.pk)):
            # The report first: without readings the consultation is not found a second time.
            take_labels_from_report(consultation, now)
            purged.readings += delete_overdue_readings(consultation, now)
            # And once more: a report that was built in between has labels, too.
            take_labels_from_report(consultation, now)
            purged.consultations += 1
    for file in overdue_files(practice, now)[: AT_ONCE - purged.files]:
        with apart.each(file=str(file.pk)):
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
    rollups.take_labels(consultation)
    ready = Report.objects.select_for_update().filter(
        consultation=consultation, state=Report.State.READY, readings_deleted_at=None
    )
    for report in ready:
        report.data = without_labels(report.data) if report.data else None
        report.readings_deleted_at = now
        report.save(update_fields=["data", "readings_deleted_at"])


def without_labels(figures: dict[str, Any]) -> dict[str, Any]:
    """Return a report's figures without the label of any moment."""
    people = [
        {
            **person,
            "strip": [],
            "series": {**person["series"], "label": [None] * len(person["series"]["t"])},
        }
        for person in figures["participants"]
    ]
    return {**figures, "participants": people}
