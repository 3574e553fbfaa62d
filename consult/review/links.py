"""The link in a reminder: a signed participation, good for rating and for nothing else.

An invite link leads nowhere once the consultation is over, and a mail is often read in another
browser than the one that joined. Nothing secret is stored. The key stands behind `#`, so that no
server's log has it (docs/decisions/014-mail-by-a-worker.md).
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core import signing

from consult.consultations.models import Participant
from consult.review.errors import UnknownLink

_signer = signing.Signer(salt="consult.rating", sep="~")


def rating_url(person: Participant) -> str:
    """Return the absolute link for a client who has joined."""
    return f"{settings.PUBLIC_URL}/rate#{_signer.sign(person.pk.hex)}"


def person_named(key: object) -> str:
    """Return the id of the participation that a link's key names, "" where it is forged.

    Asks no database: for whoever only counts.
    """
    try:
        return _signer.unsign(str(key))
    except signing.BadSignature:
        return ""


def person_behind(key: str) -> Participant:
    """Return whose rating a link's key opens. Raises UnknownLink."""
    try:
        wanted = uuid.UUID(_signer.unsign(key))
        people = Participant.objects.select_related("consultation__practice")
        return people.select_related("consultation__counsellor").get(
            pk=wanted, role=Participant.Role.CLIENT
        )
    except (signing.BadSignature, ValueError, Participant.DoesNotExist) as error:
        raise UnknownLink from error
