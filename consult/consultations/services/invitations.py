"""Invitations, new times and cancellations by email: plain, HTML and appointment in one."""

from __future__ import annotations

from datetime import datetime
from email.mime.text import MIMEText
from smtplib import SMTPException
from typing import Final

import structlog
from babel.dates import format_datetime, get_timezone_name
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from consult.accounts.policy import may_analyse
from consult.accounts.time_zones import first_time_zone
from consult.consultations.errors import MailFailed, NoAddress
from consult.consultations.ics import appointment
from consult.consultations.invites import invite_url
from consult.consultations.models import Consultation

log = structlog.get_logger(__name__)

PATIENCE: Final = 10
"""Seconds that the mail server may take: somebody waits for the answer."""


def invite(consultation: Consultation) -> Consultation:
    """Send the invitation to the client's address and note when.

    Raises:
        NoAddress: the client's file has none, or there is no client any more.
        MailFailed: the mail server refused or could not be reached; nothing is noted.
    """
    _send(invitation(consultation))
    now = timezone.now()
    Consultation.objects.filter(pk=consultation.pk).update(emailed_at=now)
    consultation.emailed_at = now
    return consultation


def tell_cancelled(consultation: Consultation) -> None:
    """Tell a client who was invited by email that it is called off. Raises MailFailed."""
    if consultation.emailed_at and consultation.client and consultation.client.email:
        _send(cancellation(consultation))


def tell_moved(consultation: Consultation, before: datetime) -> None:
    """Tell a client who was invited by email about the new time. Raises MailFailed."""
    if consultation.emailed_at and consultation.client and consultation.client.email:
        _send(moving(consultation, before))


def invitation(consultation: Consultation) -> EmailMultiAlternatives:
    """Return the message that invites, in the client's language. Raises NoAddress."""
    return _message(consultation, "invitation")


def cancellation(consultation: Consultation) -> EmailMultiAlternatives:
    """Return the message that calls it off, in the client's language. Raises NoAddress."""
    return _message(consultation, "cancellation")


def moving(consultation: Consultation, before: datetime) -> EmailMultiAlternatives:
    """Return the message that tells the new time and the one `before`. Raises NoAddress."""
    return _message(consultation, "moved", before)


def send_or_log(message: EmailMultiAlternatives, consultation: Consultation) -> None:
    """Send a message that nobody waits for."""
    try:
        _send(message)
    except MailFailed:
        log.warning("mail_failed", consultation=str(consultation.pk))


def _message(
    consultation: Consultation, kind: str, before: datetime | None = None
) -> EmailMultiAlternatives:
    client = consultation.client
    if client is None or not client.email:
        raise NoAddress
    with translation.override(client.language or translation.get_language()):
        when = local_time(consultation)
        words = {
            "consultation": consultation,
            "client": client,
            "counsellor": consultation.counsellor,
            "practice": consultation.practice,
            "analysis_offered": may_analyse(consultation.practice, "client"),
            "when": when,
            "before": before and local_time(consultation, before),
            "link": invite_url(consultation),
            "language": translation.get_language(),
        }
        message = EmailMultiAlternatives(
            subject=_subject(kind, when),
            body=render_to_string(f"mail/{kind}.txt", words),
            to=[client.email],
            reply_to=[consultation.counsellor.email],
        )
        message.attach_alternative(render_to_string(f"mail/{kind}.html", words), "text/html")
        message.attach(_calendar_part(consultation))
    return message


def local_time(consultation: Consultation, at: datetime | None = None) -> str:
    """Return the time in the client's zone, else the counsellor's, with the zone in words.

    `at` is another time than the planned one.
    """
    zones = [consultation.counsellor.time_zone]
    if consultation.client is not None:
        zones.insert(0, consultation.client.time_zone)
    moment = (at or consultation.scheduled_at).astimezone(first_time_zone(*zones))
    language = translation.get_language()
    day = format_datetime(moment, "EEEE, d MMMM y, HH:mm", locale=language)
    return f"{day} ({get_timezone_name(moment, locale=language)})"


def _subject(kind: str, when: str) -> str:
    if kind == "cancellation":
        return _("Cancelled: consultation on %(when)s") % {"when": when}
    if kind == "moved":
        return _("New time: consultation on %(when)s") % {"when": when}
    return _("Invitation: consultation on %(when)s") % {"when": when}


def _calendar_part(consultation: Consultation) -> MIMEText:
    """Return the .ics as mail programs want it: the method stands in the content type, too."""
    ics = appointment(consultation).decode()
    part = MIMEText(ics, "calendar", "utf-8")
    part.set_param("method", "CANCEL" if "METHOD:CANCEL" in ics else "REQUEST")
    part.add_header("Content-Disposition", "attachment", filename="consultation.ics")
    return part


def _send(message: EmailMultiAlternatives) -> None:
    try:
        message.connection = get_connection(timeout=PATIENCE)
        message.send()
    except (SMTPException, OSError) as error:
        raise MailFailed from error
