"""Who waits for an appointment: a client's page asks by the clock whether it is open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from consult.consultations.models import Consultation, Participant

EVERY: Final = timedelta(seconds=10)
"""How often a moment is kept: a page asks every 2.5 s, and each write is one of the database's."""
GONE_AFTER: Final = timedelta(seconds=75)
"""Without a question for so long the page is closed. A browser lets a page that nobody looks at ask
once a minute, and who waits looks at something else meanwhile."""


def note_seen(person: Participant) -> None:
    """Keep that a client's page is there, while the consultation is not open yet."""
    if person.consultation.state != Consultation.State.SCHEDULED:
        return
    now = timezone.now()
    if person.seen_at is not None and now - person.seen_at < EVERY:
        return
    # Of two tabs that ask at once, one writes.
    older = Q(seen_at=None) | Q(seen_at__lte=now - EVERY)
    Participant.objects.filter(older, pk=person.pk).update(seen_at=now)


def client_seen_at(consultation: Consultation) -> datetime | None:
    """Return when the client was last there, or None where it is not ahead any more."""
    if consultation.state != Consultation.State.SCHEDULED:
        return None
    for person in consultation.participants.all():
        if person.role == Participant.Role.CLIENT:
            return person.seen_at
    return None


def is_there(seen_at: datetime | None) -> bool:
    """Tell whether whoever was seen then is there now."""
    return seen_at is not None and timezone.now() - seen_at < GONE_AFTER
