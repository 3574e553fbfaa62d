"""What reports hear of: a consultation that ended."""

from __future__ import annotations

from consult.consultations.models import Consultation, Participant
from consult.consultations.signals import consultation_changed, readings_erased
from consult.reports.dispatch import send_to_workers
from consult.reports.services import forget_reports


def connect() -> None:
    """Start listening; called once, when the app is ready."""
    consultation_changed.connect(_on_consultation)
    readings_erased.connect(_on_erasure)


def _on_consultation(sender: type, consultation: Consultation, **kwargs: object) -> None:
    """Have the report built. The signal comes after commit, so a worker finds the end stored."""
    if consultation.state == Consultation.State.ENDED:
        send_to_workers(consultation.pk)


def _on_erasure(sender: type, participant: Participant, **kwargs: object) -> None:
    """Build the report anew: one made of readings that are gone must not outlive them."""
    forget_reports(participant.consultation)
