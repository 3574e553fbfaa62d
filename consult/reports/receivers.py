"""What reports hear of: a consultation that ended."""

from __future__ import annotations

from consult.consultations.models import Consultation
from consult.consultations.signals import consultation_changed
from consult.reports.dispatch import send_to_workers


def connect() -> None:
    """Start listening; called once, when the app is ready."""
    consultation_changed.connect(_on_consultation)


def _on_consultation(sender: type, consultation: Consultation, **kwargs: object) -> None:
    """Have the report built. The signal comes after commit, so a worker finds the end stored."""
    if consultation.state == Consultation.State.ENDED:
        send_to_workers(consultation.pk)
