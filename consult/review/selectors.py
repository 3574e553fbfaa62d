"""Everything that reads ratings."""

from __future__ import annotations

from django.db.models import QuerySet

from consult.consultations.models import Consultation, Participant


def asked(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Return those whose client is asked for a rating: they joined, and it has ended.

    The response rate counts ratings over these.
    """
    return consultations.filter(
        state=Consultation.State.ENDED,
        participants__role=Participant.Role.CLIENT,
        participants__joined_at__isnull=False,
    )
