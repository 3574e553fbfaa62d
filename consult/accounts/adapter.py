"""allauth's door for this product: nobody signs up, and mail is written in our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

from consult.accounts import mail_queue
from consult.accounts.client_address import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest

    from consult.accounts.models import User


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed: an administrator invites, or an operator makes the account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the browser's address, as everywhere in this product."""
        return client_address(request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the page for a new password; behind `#` the key reaches no server and no log."""
        return f"{settings.PUBLIC_URL}/reset-password#{key}"

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Send a link: the worker that writes the mail makes its own."""
        mail_queue.send_reset_link(user)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody of a change; the template's name says which."""
        mail_queue.send_change_notice(user, template_prefix.rpartition("/")[2])
