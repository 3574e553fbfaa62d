"""What workers and time do to webhooks' messages."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from consult.consultations.models import Consultation
from consult.consultations.services import scheduling
from consult.integrations.models import Delivery, Event
from consult.integrations.services import webhooks
from consult.review.services.rating import Answer

ANSWER: Answer = {
    "csat": 4,
    "relationship": None,
    "goals": None,
    "approach": None,
    "overall": None,
    "comment": "",
}


ALL = [Event.CONSULTATION_ENDED, Event.REPORT_READY, Event.RATING_GIVEN]


def deliver_due() -> None:
    """Do what the workers would."""
    for pk in Delivery.objects.filter(state="pending").values_list("pk", flat=True):
        webhooks.deliver(pk)


def make_due() -> None:
    Delivery.objects.update(next_at=timezone.now() - timedelta(seconds=1))


def end(consultation: Consultation) -> None:
    scheduling.end_consultation(Consultation.objects.get(pk=consultation.pk))
