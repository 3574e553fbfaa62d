"""allauth's door for this product: users are made by an operator, nobody signs up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import HttpRequest

    from consult.accounts.models import User


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed, and a new password comes from an operator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the product's address: no page takes a reset key, so none is sent."""
        return str(settings.PUBLIC_URL)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Say who can set a new password, in place of a link that leads nowhere."""
        send_mail(
            _("Your password for Consult"),
            _(
                "Somebody asked for a new password for your account at %(address)s.\n\n"
                "You cannot set one by e-mail yet. Ask whoever runs the service for your "
                "practice: they can set a new password for you.\n\n"
                "If it was not you who asked, there is nothing to do. Your password is unchanged."
            )
            % {"address": settings.PUBLIC_URL},
            None,
            [email],
        )
