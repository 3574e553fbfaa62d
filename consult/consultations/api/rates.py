"""How often a browser may ask and write. Accounts and clients who joined are counted by themselves,
as a whole clinic may share one address; everybody else is counted by address."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle

from consult.accounts.rates import AddressUnseen, Writing
from consult.accounts.sealing import mark_of
from consult.consultations.joined import has_joined


class WithoutAccount(AddressUnseen, SimpleRateThrottle):
    """Counts whatever comes without an account; people who signed in are not slowed down by it.

    A call's page asks some twenty times a minute, an open page of a client hardly ever.
    """

    scope = "without_account"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return what is counted under, or None to count nothing."""
        if request.user.is_authenticated:
            return None
        return self.cache_format % {"scope": self.scope, "ident": _browser(request, self)}


class WritingByBrowser(Writing):
    """Counts clients by their browser."""

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return what is counted under."""
        user = request.user
        ident = user.pk if user.is_authenticated else _browser(request, self)
        return self.cache_format % {"scope": self.scope, "ident": ident}


def _browser(request: Request, throttle: BaseThrottle) -> str:
    """Return what tells this browser from others.

    A session counts only once somebody joined in it: otherwise a made-up cookie with each request
    would begin the count anew.
    """
    if has_joined(request.session) and request.session.session_key:
        return f"browser.{mark_of(request.session.session_key)}"
    return f"address.{throttle.get_ident(request)}"
