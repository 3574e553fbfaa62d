"""Enqueues e-mail to people with an account: tasks carry ids of rows, never names or addresses.

A worker writes and sends it (`mail`). Sent by the request itself, an address with an account would
take longer to answer than one without, and show an error while the mail server is away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import translation

from consult.broker import enqueue

if TYPE_CHECKING:
    from consult.accounts.models import Invitation, User

RESET: Final = "accounts.mail_reset"
INVITATION: Final = "accounts.mail_invitation"
CHANGE: Final = "accounts.mail_change"
CHANGES: Final = (
    *("password_changed", "password_reset", "totp_activated", "totp_deactivated"),
    *("recovery_codes_generated", "webauthn_added", "webauthn_removed", "second_factor_reset"),
)
"""What somebody is told of: the last part of allauth's template, or a name of our own."""


def send_reset_link(user: User) -> None:
    """Enqueue the mail with a link to set a new password."""
    enqueue(RESET, [user.pk, translation.get_language()])


def send_invitation(invitation: Invitation) -> bool:
    """Enqueue the invitation of a colleague, with its current link.

    Return whether the broker took it. Its row is committed only then: a worker that looks sooner
    looks again.
    """
    return enqueue(INVITATION, [invitation.pk, invitation.number, translation.get_language()])


def send_change_notice(user: User, change: str) -> None:
    """Enqueue a notice about one of `CHANGES`, which somebody else may have made; ignore others."""
    if change in CHANGES:
        enqueue(CHANGE, [user.pk, change, translation.get_language()])
