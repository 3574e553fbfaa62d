"""Rate limits for browsers without an account.

Accounts, clients who joined and holders of a signed link are counted individually, as a whole
clinic may share one address; everybody else is counted by address.
"""

from __future__ import annotations

from typing import Any, Final

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle

from consult.accounts.encryption import keyed_digest
from consult.accounts.throttles import HashedAddress, ScopedThrottle, WriteThrottle
from consult.consultations.invites import link_named
from consult.consultations.joined_in_session import has_joined

AT_ONE_ADDRESS: Final = 20
"""Browsers behind one address that may each use their full rate."""


class AnonymousThrottle(HashedAddress, SimpleRateThrottle):
    """Limits all requests without an account; signed-in users are not affected.

    A call's page asks some twenty times a minute, an open page of a client hardly ever.
    """

    scope = "without_account"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return the cache key, or None for no limit."""
        if request.user.is_authenticated:
            return None
        return self.cache_format % {"scope": self.scope, "ident": _browser(request, self)}


class BrowserWriteThrottle(WriteThrottle):
    """Limits writing requests per account, or per browser of a client."""

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return the cache key."""
        user = request.user
        ident = user.pk if user.is_authenticated else _browser(request, self)
        return self.cache_format % {"scope": self.scope, "ident": ident}


class BrowserThrottle(ScopedThrottle):
    """Limits by the view's scope, per account, signed link, joined browser or address.

    Use it together with `AddressThrottle`: a link can be opened in any number of browsers.
    """

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return the cache key."""
        if request.user.is_authenticated:
            ident = str(request.user.pk)
        elif link := self.link(request, view):
            ident = f"link.{keyed_digest(link)}"
        else:
            ident = _browser(request, self)
        return self.cache_format % {"scope": self.scope, "ident": ident}

    def link(self, request: Request, view: Any) -> str:
        """Return what a valid signed link names, or "" without one."""
        return ""


class InviteThrottle(BrowserThrottle):
    """Limits per invite link; requests with a forged link count by address."""

    def link(self, request: Request, view: Any) -> str:
        """Return the link that the address's token is of."""
        return link_named(view.kwargs["token"])


class AddressThrottle(ScopedThrottle):
    """Limits all requests from one address without an account, by the view's scope."""

    cache_format = "throttle_address_%(scope)s_%(ident)s"

    def parse_rate(self, rate: str | None) -> tuple[int | None, int | None]:
        """Return the scope's rate, for all browsers of an address together."""
        times, seconds = super().parse_rate(rate)
        return times and times * AT_ONE_ADDRESS, seconds

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return the cache key, or None for no limit."""
        if request.user.is_authenticated:
            return None
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


def _browser(request: Request, throttle: BaseThrottle) -> str:
    """Return an identifier of this browser.

    A session identifies it only once somebody joined in it: otherwise a new cookie with each
    request would reset the count.
    """
    if has_joined(request.session) and request.session.session_key:
        return f"browser.{keyed_digest(request.session.session_key)}"
    return f"address.{throttle.get_ident(request)}"
