"""What webhooks hear of, inside the transaction in which it happens.

So the message stands with what it tells of, or neither does: a process that dies on the commit
loses none, and the sweep sends what nobody was told to send.
"""

from __future__ import annotations

import uuid

from consult.consultations.models import Consultation
from consult.consultations.signals import consultation_ending, report_changing
from consult.integrations.models import Event
from consult.integrations.services.webhooks import announce
from consult.reports.models import Report
from consult.review.models import Rating
from consult.review.signals import rating_given


def connect() -> None:
    """Start listening; called once, when the app is ready."""
    consultation_ending.connect(_on_end)
    report_changing.connect(_on_report)
    rating_given.connect(_on_rating)


def _on_end(sender: type, consultation: Consultation, **kwargs: object) -> None:
    data = {"consultation": str(consultation.pk), "kind": consultation.kind}
    announce(consultation.practice_id, Event.CONSULTATION_ENDED, str(consultation.pk), data)


def _on_report(sender: type, consultation_id: uuid.UUID, state: str, **kwargs: object) -> None:
    if state != Report.State.READY:
        return
    ready = Report.objects.filter(consultation=consultation_id, state=state)
    found = ready.values_list("pk", "consultation__practice").first()
    if found is not None:
        # A report that is built anew, after an erasure, is another one.
        report, practice = found
        data = {"consultation": str(consultation_id)}
        announce(practice, Event.REPORT_READY, f"{consultation_id}:{report}", data)


def _on_rating(sender: type, rating: Rating, changed: bool, **kwargs: object) -> None:
    consultation = rating.consultation
    data = {"consultation": str(consultation.pk), "scale": rating.scale, "changed": changed}
    about = f"{consultation.pk}:{rating.changed_at.timestamp():.3f}"
    announce(consultation.practice_id, Event.RATING_GIVEN, about, data)
