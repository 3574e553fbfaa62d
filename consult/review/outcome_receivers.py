"""What the review hears of: an end, a rating, a summary; each brings the outcomes up to date.

Ratings and summaries are heard of where they are written, in the same transaction: a figure that
counts them cannot be lost with the process. An end is heard of after its commit; what a dying
process misses, `review.catch_up` finds.
"""

from __future__ import annotations

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete

from consult.consultations.models import Client, Consultation, ConsultationSummary
from consult.consultations.signals import consultation_changed
from consult.review.models import Outcome, Rating
from consult.review.services import outcomes


def connect() -> None:
    """Start listening; called once, when the app is ready."""
    consultation_changed.connect(_on_consultation)
    for model in (Rating, ConsultationSummary):
        post_save.connect(_on_saved, sender=model)
        post_delete.connect(_on_deleted, sender=model)
    pre_delete.connect(_on_client, sender=Client)


def _on_consultation(sender: type, consultation: Consultation, **kwargs: object) -> None:
    if consultation.state == Consultation.State.ENDED:
        outcomes.refresh(consultation)


def _on_saved(sender: type, instance: Rating | ConsultationSummary, **kwargs: object) -> None:
    outcomes.refresh(instance.consultation)


def _on_deleted(
    sender: type[Model], instance: Rating | ConsultationSummary, origin: object, **kwargs: object
) -> None:
    # Deleted with its consultation: an outcome that came back now would hold the row.
    began_here = isinstance(origin, sender) or getattr(origin, "model", None) is sender
    consultation = Consultation.objects.filter(pk=instance.consultation_id).first()
    if began_here and consultation is not None:
        outcomes.refresh(consultation)


def _on_client(sender: type, instance: Client, **kwargs: object) -> None:
    """Count somebody who is being erased nowhere."""
    # The consultations have let go of the client by now, the outcomes have not.
    theirs = list(Outcome.objects.filter(client=instance).values_list("consultation", flat=True))
    consultations = Consultation.objects.filter(pk__in=theirs)
    outcomes.forget_client(consultations)
