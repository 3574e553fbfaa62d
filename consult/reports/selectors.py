"""Reading reports: the one that counts, and the form in which it is shown."""

from __future__ import annotations

from consult.clock import to_ms
from consult.consultations.models import Consultation
from consult.reports import words
from consult.reports.models import Report
from consult.reports.shapes import Figures, ReportData


def ready_report(consultation: Consultation) -> Report | None:
    """Return the newest ready report of a consultation, or None."""
    return Report.objects.filter(
        consultation=consultation,
        kind=Report.Kind.CONSULTATION,
        state=Report.State.READY,
    ).first()


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
    deleted_at = report.readings_deleted_at
    sentences = [words.sentence(figures), *([words.figures_remain()] if deleted_at else [])]
    return {
        **figures,
        "readings_deleted_at": to_ms(deleted_at) if deleted_at else None,
        "sentence": " ".join(sentences),
        "markers": [
            {"at": to_ms(marker.at), "text": marker.text}
            for marker in report.consultation.markers.all()
        ],
        "participants": [
            {**person, "name": names.get(person["id"], "")} for person in figures["participants"]
        ],
    }
