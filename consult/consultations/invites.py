"""Invite links: a signed consultation id and number. Nothing secret is stored.

Rejected: a random token in the database, which would have to be kept readable so that the
counsellor can copy the link again.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core import signing
from django.utils import timezone

from consult.consultations.errors import ConsultationOver, InviteExpired, InviteUnknown
from consult.consultations.models import Consultation

_signer = signing.Signer(salt="consult.invite", sep="~")


def invite_token(consultation: Consultation) -> str:
    """Return the token of the consultation's present invite link."""
    return _signer.sign(f"{consultation.pk.hex}.{consultation.invite_number}")


def invite_url(consultation: Consultation) -> str | None:
    """Return the absolute link for the client, or None when nothing can be joined any more."""
    if consultation.is_over:
        return None
    return f"{settings.PUBLIC_URL}/join/{invite_token(consultation)}"


def link_named(token: str) -> str:
    """Return what tells this link from every other, replaced ones too, or "" where it is forged.

    Asks no database: for whoever only counts.
    """
    try:
        return _signer.unsign(token)
    except signing.BadSignature:
        return ""


def consultation_of(token: str) -> Consultation:
    """Return the consultation a token leads to.

    Raises:
        InviteUnknown: forged, mistyped or replaced by a newer link.
        InviteExpired: its time is over.
        ConsultationOver: ended or cancelled.
    """
    try:
        key, _, number = _signer.unsign(token).partition(".")
        found = Consultation.objects.select_related("practice", "counsellor").get(
            pk=uuid.UUID(key), invite_number=int(number)
        )
    except (signing.BadSignature, ValueError, Consultation.DoesNotExist) as error:
        raise InviteUnknown from error
    if found.is_over:
        raise ConsultationOver
    if found.invite_expires_at <= timezone.now():
        raise InviteExpired
    return found
