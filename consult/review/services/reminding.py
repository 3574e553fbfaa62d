"""Asking once more, once: a mail a day after the end to clients who were invited by email."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Final

from babel.dates import format_date
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from consult.accounts.mail_once import lost, send_once, take_up
from consult.accounts.time_zones import first_time_zone
from consult.broker import enqueue
from consult.consultations.models import Client, Consultation, Participant
from consult.consultations.services.invitations import local_time
from consult.review.links import rating_url
from consult.review.models import Reminder
from consult.review.selectors import OPEN_FOR, asked

ASK: Final = "review.ask"
"""The task that writes. Its argument is an id: a name or address that waits in the broker would
outlive an erasure, and lie in its log on disk."""
AFTER: Final = timedelta(days=1)
AT_LEAST_LEFT: Final = timedelta(days=1)
"""Nobody is asked who would come too late."""
AT_ONCE: Final = 200
"""Mails of one run: it ends within a task's time, and the next run takes the rest."""


def remind(now: datetime) -> int:
    """Send every reminder that is due; return how many are on their way.

    A consultation's row in `Reminder` is made before its task: a run that dies in between leaves a
    row that a later one takes up. `ask` sees to it that no client is written to twice.
    """
    sent = 0
    for consultation in due(now)[:AT_ONCE]:
        if not _order(consultation, now):
            continue
        if not enqueue(ASK, [str(consultation.pk)]):
            # The broker is away, or took it and could not say so: where a worker has not written
            # meanwhile, the next run tries again.
            Reminder.objects.filter(consultation=consultation, sent_at=None).delete()
            break
        sent += 1
    return sent


def due(now: datetime) -> QuerySet[Consultation]:
    """Return the consultations whose client is to be asked now, the oldest first."""
    ended = Consultation.objects.filter(
        ended_at__lte=now - AFTER, ended_at__gt=now - OPEN_FOR + AT_LEAST_LEFT
    )
    waiting = Q(rating_reminder=None) | lost(now, "rating_reminder__")
    return _reachable(asked(ended).filter(waiting)).order_by("ended_at", "pk")


def ask(consultation_id: uuid.UUID) -> None:
    """Write to the client, once; to nobody who was erased, or has answered, since it was sent for.

    Raises SMTPException or OSError: the mail server has not got it, another attempt is worth it;
    Undeliverable: none is.
    """
    row = Reminder.objects.filter(consultation=consultation_id)
    send_once(lambda: _written(consultation_id), row)


def _order(consultation: Consultation, now: datetime) -> bool:
    """Claim the handing over of one mail; False where another run was first."""
    row, made = Reminder.objects.get_or_create(consultation=consultation, defaults={"at": now})
    return made or take_up(Reminder.objects.filter(pk=row.pk), now)


def _written(consultation_id: uuid.UUID) -> EmailMessage | None:
    here = Consultation.objects.filter(pk=consultation_id)
    consultation = _reachable(here).select_related("client", "counsellor", "practice").first()
    return _message(consultation) if consultation else None


def _reachable(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Return those whose client was invited by email, has an address still, and said nothing."""
    silent = rows.filter(rating=None, emailed_at__isnull=False, client__isnull=False)
    return silent.exclude(client__email="")


def _message(consultation: Consultation) -> EmailMessage | None:
    client, ended_at = consultation.client, consultation.ended_at
    if client is None or ended_at is None:
        return None
    person = consultation.participants.get(role=Participant.Role.CLIENT)
    with translation.override(client.language or translation.get_language()):
        words = {
            "client": client.name,
            "counsellor": consultation.counsellor.name,
            "practice": consultation.practice.name,
            "when": local_time(consultation),
            "until": _day(ended_at + OPEN_FOR, consultation, client),
            "link": rating_url(person),
        }
        subject = _("How was your consultation?")
        return EmailMessage(subject, _body(words), None, [client.email])


def _body(words: dict[str, str]) -> str:
    return (
        _(
            "Hello %(client)s,\n\n"
            "you had a consultation with %(counsellor)s of %(practice)s:\n%(when)s\n\n"
            "If you like, say how it was for you. It takes a minute:\n%(link)s\n\n"
            "Nothing depends on it. Your counsellor and the administrator of the practice read "
            "what you say. You can answer until %(until)s; this is the only reminder."
        )
        % words
    )


def _day(moment: datetime, consultation: Consultation, client: Client) -> str:
    zone = first_time_zone(client.time_zone, consultation.counsellor.time_zone)
    return format_date(moment.astimezone(zone), "long", locale=translation.get_language())
