"""What reports hear of: a consultation that ended, and readings that are being erased."""

from __future__ import annotations

from consult.consultations.models import Consultation
from consult.consultations.signals import consultation_changed, readings_erasing
from consult.reports.dispatch import send_to_workers
from consult.reports.services import forget_reports


def connect() -> None:
    """Start listening; called once, when the app is ready."""
    consultation_changed.connect(_on_consultation)
    readings_erasing.connect(_on_erasure)


def _on_consultation(sender: type, consultation: Consultation, **kwargs: object) -> None:
    """Have the report built. The signal comes after commit, so a worker finds the end stored."""
    if consultation.state == Consultation.State.ENDED:
        send_to_workers(consultation.pk)


def _on_erasure(sender: type, consultation: Consultation, **kwargs: object) -> None:
    """Take the report back with its readings; inside their transaction, so that no crash parts
    them.
    """
    forget_reports(consultation)
