"""Consultations for a load test, made through the same services as everybody's, and removed."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from consult.accounts.models import Practice, User
from consult.consultations.consent_text import consent_text
from consult.consultations.models import Client, Consultation, Stream
from consult.consultations.services import clients, participation, scheduling

PRACTICE: Final = "Load test"


@dataclass(frozen=True, slots=True)
class Seat:
    """One open consultation whose client consented, and its counsellor's session."""

    consultation: str
    participant: uuid.UUID
    user: int
    session: str


class People:
    """A practice of the load test's own; only the command touches it."""

    def __init__(self) -> None:
        self.mark = secrets.token_hex(4)
        self.practice = Practice.objects.create(name=f"{PRACTICE} {self.mark}")
        self.seats: list[Seat] = []

    def seated(self, count: int) -> list[Seat]:
        """Return `count` seats; those of an earlier step are used again."""
        while len(self.seats) < count:
            self.seats.append(self._seat(len(self.seats)))
        return self.seats[:count]

    def another(self) -> Seat:
        """Return one more seat; for another thread, which keeps no connection to the database."""
        try:
            self.seats.append(self._seat(len(self.seats)))
            return self.seats[-1]
        finally:
            connection.close()

    def streams(self) -> QuerySet[Stream]:
        """Return every stream that was opened in these consultations."""
        return Stream.objects.filter(consultation__practice=self.practice)

    def _seat(self, number: int) -> Seat:
        # No password: nobody can sign in as this user, whose session is made here.
        counsellor = User.objects.create_user(
            f"load-{self.mark}-{number}@example.org",
            name=f"Counsellor {number}",
            practice=self.practice,
        )
        consultation = scheduling.schedule(
            counsellor,
            client=clients.make(counsellor, name=f"Client {number}"),
            kind=Consultation.Kind.COUNSELLING,
            scheduled_at=timezone.now(),
        )
        scheduling.open_consultation(consultation)
        text = consent_text("en", self.practice.retention_days)
        client = participation.join(
            consultation, name="", decision="granted", language="en", text_hash=text.text_hash
        )
        return Seat(str(consultation.pk), client.pk, counsellor.pk, _session(counsellor))

    def remove(self) -> None:
        """Delete everything that was made, readings included.

        The consultations are not ended first: that would have a report built of each.
        """
        with transaction.atomic():
            for seat in self.seats:  # one by one: a query takes only so many keys
                Session.objects.filter(session_key=seat.session).delete()
            Consultation.objects.filter(practice=self.practice).delete()
            Client.objects.filter(practice=self.practice).delete()
            User.objects.filter(practice=self.practice).delete()
            self.practice.delete()


def _session(user: User) -> str:
    """Return the key of a session in which the user is signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)
