"""What follows from signals of allauth and Django."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_reset
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from consult.accounts.lockout import unlock
from consult.accounts.models import User


@receiver(password_reset)
def end_lockout(sender: Any, request: Any, user: User, **details: Any) -> None:
    """A new password set by e-mail ends a lockout that the forgotten one caused."""
    unlock(user)
    get_adapter()._delete_login_attempts_cached_email(request, email=user.email)


@receiver(user_logged_in)
def shorten_session(sender: Any, request: Any, user: User, **details: Any) -> None:
    """Take back what a client's part in this browser prolonged: an account's session is shorter."""
    if request is not None and hasattr(request, "session"):
        request.session.set_expiry(None)
