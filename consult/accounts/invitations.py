"""Inviting a colleague by e-mail, and taking the invitation up."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consult.accounts import mail_queue
from consult.accounts.audit import record
from consult.accounts.models import AuditEntry, Invitation, User
from consult.accounts.services import make_user

LIFE: Final = timedelta(days=7)
KEPT: Final = timedelta(days=30)
"""After its link ended an invitation can be sent again for so long: then its address is deleted."""
_signer = signing.Signer(salt="consult.colleague", sep="~")


class InvitationUnknown(Exception):
    """Forged, mistyped, withdrawn, taken up, replaced by a newer link, or too old."""


class MailNotTaken(Exception):
    """Whoever sends mail could not be reached; nothing was changed."""


class AddressTaken(Exception):
    """Somebody has an account with this address already."""


def invite(actor: User, *, email: str, role: str) -> Invitation:
    """Invite a colleague to the actor's practice, or anew whom it invited before.

    An address with an account elsewhere is invited like any other: what it holds is no business
    of this practice. Its owner learns why it cannot be taken up.

    Raises:
        ValidationError: by field: no address, an unknown role, or already a member.
        MailNotTaken: see there.
    """
    address = User.objects.normalize_email(email).strip().lower()
    practice = actor.own_practice
    if practice.users.filter(email=address).exists():
        raise ValidationError({"email": _("This address belongs to a member of your practice.")})
    known = Invitation.objects.filter(practice=practice, email=address).first()
    if known is not None:
        known.role = role
        with contextlib.suppress(InvitationUnknown):
            return _send(actor, known, AuditEntry.Act.INVITED)
    new = Invitation(practice=practice, email=address, role=role, number=0)
    return _send(actor, new, AuditEntry.Act.INVITED)


def invite_again(actor: User, invitation: Invitation) -> Invitation:
    """Send a new link; the older one stops working.

    Raises:
        MailNotTaken: see there.
        InvitationUnknown: it was taken up or taken back meanwhile, and stays so.
    """
    return _send(actor, invitation, AuditEntry.Act.INVITED_AGAIN)


def withdraw(actor: User, invitation: Invitation) -> None:
    """Take an invitation back: its link stops working."""
    with transaction.atomic():
        record(actor, AuditEntry.Act.INVITATION_WITHDRAWN, role=invitation.role)
        invitation.delete()


def invitation_of(token: str) -> Invitation:
    """Return the invitation a link leads to. Raises InvitationUnknown."""
    try:
        key, _sep, number = _signer.unsign(token).partition(".")
        return Invitation.objects.select_related("practice", "invited_by").get(
            pk=int(key), number=int(number), expires_at__gt=timezone.now()
        )
    except (signing.BadSignature, ValueError, Invitation.DoesNotExist) as error:
        raise InvitationUnknown from error


def take_up(token: str, *, name: str, password: str, language: str) -> User:
    """Return the new member of the practice.

    Raises:
        InvitationUnknown: see there.
        AddressTaken: this address has an account.
        ValidationError: by field: no name, or a weak password.
    """
    with transaction.atomic():
        invitation = invitation_of(token)
        # Whoever comes first through two open pages; the other finds nothing to delete.
        if not Invitation.objects.filter(pk=invitation.pk, number=invitation.number).delete()[0]:
            raise InvitationUnknown
        if User.objects.filter(email=invitation.email).exists():
            raise AddressTaken
        user = make_user(
            invitation.practice,
            role=invitation.role,
            email=invitation.email,
            name=name,
            password=password,
        )
        user.language = language
        user.save(update_fields=["language"])
        record(user, AuditEntry.Act.JOINED, subject=user, role=user.role)
    return user


def forget_expired(now: datetime) -> int:
    """Delete invitations that nobody took up or sent again; return how many addresses that were."""
    return Invitation.objects.filter(expires_at__lt=now - KEPT).delete()[0]


def link_of(invitation: Invitation) -> str:
    """Return the link; behind `#` its token reaches no server and no log."""
    token = _signer.sign(f"{invitation.pk}.{invitation.number}")
    return f"{settings.PUBLIC_URL}/welcome#{token}"


def _send(actor: User, invitation: Invitation, act: AuditEntry.Act) -> Invitation:
    now = timezone.now()
    invitation.invited_by = actor
    invitation.sent_at, invitation.expires_at = now, now + LIFE
    with transaction.atomic():
        if invitation.pk is not None:
            invitation.number = _held_number(invitation)
        invitation.number += 1
        invitation.full_clean()
        invitation.save()
        record(actor, act, role=invitation.role)
        # Not after the commit: what nobody will send is not noted as sent.
        if not mail_queue.send_invitation(invitation):
            raise MailNotTaken
    return invitation


def _held_number(invitation: Invitation) -> int:
    """Return the number of the newest link; of two who send another at once the later waits.

    Raises InvitationUnknown: the row is gone, and saving it would bring it back.
    """
    rows = Invitation.objects.select_for_update().filter(pk=invitation.pk)
    number = rows.values_list("number", flat=True).first()
    if number is None:
        raise InvitationUnknown
    return number
