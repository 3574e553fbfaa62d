"""E-mail to people with an account, in their language.

A worker sends it. Sent by the request itself, an address with an account would take longer to
answer than one without, and show an error while the mail server is away.
"""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from consult.accounts.models import Invitation, User
from consult.accounts.tasks import deliver
from consult.broker import enqueue


def post(to: str, subject: str, body: str, html: str = "") -> bool:
    """Hand a message to the workers, as text and perhaps HTML, too; False: the broker is away."""
    return enqueue(deliver.name, [to, subject, body, html])


def send_reset_link(user: User, link: str) -> None:
    """Send the link to set a new password."""
    with translation.override(user.language or translation.get_language()):
        post(
            user.email,
            _("A new password for Consult"),
            _(
                "Somebody asked for a new password for your account at %(address)s.\n\n"
                "To set one, open this link within two hours:\n%(link)s\n\n"
                "If it was not you who asked, there is nothing to do. Your password is unchanged."
            )
            % {"address": settings.PUBLIC_URL, "link": link},
        )


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Send a colleague the link to their account; return whether it is on its way."""
    names = {"name": invitation.invited_by_name, "practice": invitation.practice.name}
    return post(
        invitation.email,
        _("%(name)s invites you to Consult") % names,
        _(
            "%(name)s invites you to the practice “%(practice)s” on Consult.\n\n"
            "To choose a name and a password, open this link within seven days:\n%(link)s\n\n"
            "If you do not know what this is about, there is nothing to do."
        )
        % {**names, "link": link},
    )


def say_what_changed(user: User, change: str) -> None:
    """Tell somebody that the security of their account changed: they may not have done it."""
    with translation.override(user.language or translation.get_language()):
        words = _changes().get(change)
        if words is None:
            return
        post(
            user.email,
            _("Your Consult account was changed"),
            _(
                "%(what)s\n\n"
                "Account: %(email)s at %(address)s\n\n"
                "If it was not you, set a new password at %(address)s/forgot-password and tell the "
                "administrator of your practice."
            )
            % {"what": words, "email": user.email, "address": settings.PUBLIC_URL},
        )


def _changes() -> dict[str, str]:
    """Return the words for each change, by the last part of allauth's template or our own name."""
    return {
        "password_changed": _("Your password was changed."),
        "password_reset": _("A new password was set by a link sent to this address."),
        "totp_activated": _("An authenticator app was added as second factor."),
        "totp_deactivated": _("The authenticator app was removed."),
        "recovery_codes_generated": _("New recovery codes were made; older ones do not work."),
        "webauthn_added": _("A passkey was added."),
        "webauthn_removed": _("A passkey was removed."),
        "second_factor_reset": _(
            "An administrator removed your second factor: authenticator app, passkeys and recovery "
            "codes. Sign in by your password and set it up again."
        ),
    }
