"""A consultation as an appointment in calendars: RFC 5545, sent the way of RFC 5546 (iTIP)."""

from __future__ import annotations

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from consult.consultations.invites import invite_url
from consult.consultations.models import USUAL_LENGTH, Consultation


def appointment(consultation: Consultation) -> bytes:
    """Return the .ics: METHOD:REQUEST with the link inside, METHOD:CANCEL where nothing is held.

    Times are UTC: each calendar shows them in its owner's zone. The UID stays over the
    appointment's life and SEQUENCE counts up, so that a renewed link, another time or a
    cancellation replaces the entry that was sent before.
    """
    off = consultation.is_over and consultation.state != Consultation.State.ENDED
    calendar = Calendar()
    calendar.add("prodid", "-//Consult//Consult//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if off else "REQUEST")
    event = Event()
    event.add("uid", f"{consultation.pk}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("sequence", consultation.invite_number + consultation.moves + off)
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", consultation.scheduled_at.astimezone(UTC))
    event.add("duration", USUAL_LENGTH)
    _describe(event, consultation)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _describe(event: Event, consultation: Consultation) -> None:
    counsellor = consultation.counsellor
    event.add("summary", _("Consultation with %(name)s") % {"name": counsellor.name})
    event.add("organizer", _address(counsellor.email, counsellor.name))
    if consultation.client is not None and consultation.client.email:
        guest = _address(consultation.client.email, consultation.client.name)
        guest.params["rsvp"] = vText("FALSE")  # Answers would go to a mailbox that nobody reads.
        event.add("attendee", guest)
    link = invite_url(consultation)
    if link:
        event.add("location", link)
        event.add("url", link)
        event.add("description", _("Open this link when it is time: %(link)s") % {"link": link})


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["cn"] = vText(name)
    return address
