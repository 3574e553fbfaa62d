"""E-mail to people with an account, written when it is sent, in their language.

Each function gets ids and sends nothing where what they name is gone or has changed meanwhile.
`language` is that of the request, for whoever never chose one. They raise what sending raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPRecipientsRefused

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from consult.accounts.invitations import link_of
from consult.accounts.models import Invitation, User


class NotThere(Exception):
    """What a mail is about is not committed yet, or was taken back."""


class Undeliverable(Exception):
    """The mail server refused the address for good: another attempt is no use."""


@contextmanager
def raise_if_refused() -> Iterator[None]:
    """Raise Undeliverable, which names nobody, where every address is refused by a 5xx (RFC 5321).

    A 4xx, as of a server that makes strangers wait, stays what it is.
    """
    try:
        yield
    except SMTPRecipientsRefused as refused:
        if all(code >= 500 for code, _said in refused.recipients.values()):
            raise Undeliverable from None
        raise


def send(to: str, subject: str, body: str, html: str = "") -> None:
    """Hand one message to the mail server, as text and perhaps HTML, too."""
    with raise_if_refused():
        send_mail(subject, body, None, [to], html_message=html or None)


def write_reset(user_id: int, language: str) -> None:
    """Send the link to set a new password; it is made here, and counts from now."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    link = get_adapter().get_reset_password_from_key_url(f"{user_pk_to_url_str(user)}-{token}")
    with translation.override(user.language or language):
        send(
            user.email,
            _("A new password for Consult"),
            _(
                "Somebody asked for a new password for your account at %(address)s.\n\n"
                "To set one, open this link within two hours:\n%(link)s\n\n"
                "If it was not you who asked, there is nothing to do. Your password is unchanged."
            )
            % {"address": settings.PUBLIC_URL, "link": link},
        )


def write_invitation(invitation_id: int, number: int, language: str) -> None:
    """Send a colleague the link to their account, unless a newer one was made.

    Raises:
        NotThere: there is no such invitation (yet).
    """
    people = Invitation.objects.select_related("practice", "invited_by")
    invitation = people.filter(pk=invitation_id).first()
    if invitation is None or invitation.number < number:
        raise NotThere
    if invitation.number > number:
        return
    names = {"name": invitation.invited_by_name, "practice": invitation.practice.name}
    with translation.override(language):
        send(
            invitation.email,
            _("%(name)s invites you to Consult") % names,
            _(
                "%(name)s invites you to the practice “%(practice)s” on Consult.\n\n"
                "To choose a name and a password, open this link within seven days:\n%(link)s\n\n"
                "If you do not know what this is about, there is nothing to do."
            )
            % {**names, "link": link_of(invitation)},
        )


def write_change(user_id: int, change: str, language: str) -> None:
    """Tell somebody what changed on their account."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        return
    with translation.override(user.language or language):
        send(
            user.email,
            _("Your Consult account was changed"),
            _(
                "%(what)s\n\n"
                "Account: %(email)s at %(address)s\n\n"
                "If it was not you, set a new password at %(address)s/forgot-password and tell the "
                "administrator of your practice."
            )
            % {"what": _changes()[change], "email": user.email, "address": settings.PUBLIC_URL},
        )


def _changes() -> dict[str, str]:
    """Return the words for each of `mail_queue.CHANGES`."""
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
