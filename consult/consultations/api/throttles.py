"""How often a browser may ask and write. Accounts, clients who joined and holders of a signed link
are counted by themselves, as a whole clinic may share one address; everybody else by address."""

from __future__ import annotations

from typing import Any, Final

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle

from consult.accounts.encryption import keyed_digest
from consult.accounts.throttles import HashedAddress, ScopedThrottle, WriteThrottle
from consult.consultations.invites import link_named
from consult.consultations.joined_in_session import has_joined

AT_ONE_ADDRESS: Final = 20
"""As many browsers of one address may do all that each of them may."""


class AnonymousThrottle(HashedAddress, SimpleRateThrottle):
    """Counts whatever comes without an account; people who signed in are not slowed down by it.

    A call's page asks some twenty times a minute, an open page of a client hardly ever.
    """

    scope = "without_account"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return what is counted under, or None to count nothing."""
        if request.user.is_authenticated:
            return None
        return self.cache_format % {"scope": self.scope, "ident": _browser(request, self)}


class BrowserWriteThrottle(WriteThrottle):
    """Counts clients by their browser."""

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return what is counted under."""
        user = request.user
        ident = user.pk if user.is_authenticated else _browser(request, self)
        return self.cache_format % {"scope": self.scope, "ident": ident}


class BrowserThrottle(ScopedThrottle):
    """Counts by the view's scope: an account, a signed link, a browser that joined, or an address.

    To be used with `AddressThrottle`: a link opens as many browsers as its holder likes.
    """

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return what is counted under."""
        if request.user.is_authenticated:
            ident = str(request.user.pk)
        elif link := self.link(request, view):
            ident = f"link.{keyed_digest(link)}"
        else:
            ident = _browser(request, self)
        return self.cache_format % {"scope": self.scope, "ident": ident}

    def link(self, request: Request, view: Any) -> str:
        """Return what a link names that we have signed, "" without one."""
        return ""


class InviteThrottle(BrowserThrottle):
    """Counts by the invite link that is opened; a forged one by its address."""

    def link(self, request: Request, view: Any) -> str:
        """Return the link that the address's token is of."""
        return link_named(view.kwargs["token"])


class AddressThrottle(ScopedThrottle):
    """Counts all that comes from one address without an account, by the view's scope."""

    cache_format = "throttle_address_%(scope)s_%(ident)s"

    def parse_rate(self, rate: str | None) -> tuple[int | None, int | None]:
        """Return the scope's rate, for all browsers of an address together."""
        times, seconds = super().parse_rate(rate)
        return times and times * AT_ONE_ADDRESS, seconds

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return what is counted under, or None to count nothing."""
        if request.user.is_authenticated:
            return None
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


def _browser(request: Request, throttle: BaseThrottle) -> str:
    """Return what tells this browser from others.

    A session counts only once somebody joined in it: otherwise a made-up cookie with each request
    would begin the count anew.
    """
    if has_joined(request.session) and request.session.session_key:
        return f"browser.{keyed_digest(request.session.session_key)}"
    return f"address.{throttle.get_ident(request)}"
