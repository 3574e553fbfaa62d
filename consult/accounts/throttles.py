"""How much somebody may ask for and write."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from redis.exceptions import RedisError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, ScopedRateThrottle, SimpleRateThrottle

from consult.accounts.encryption import keyed_digest

if TYPE_CHECKING:
    # Whose defaults are made of throttles: it cannot be there before them.
    from rest_framework.views import APIView


AWAY_S: Final = 5.0
"""How long Redis is not asked again after it did not answer."""


class HashedAddress(BaseThrottle):
    """Keeps what stands for an address, in place of the address."""

    def get_ident(self, request: Request) -> str:
        """Return what tells addresses apart."""
        return keyed_digest(super().get_ident(request))


class ScopedThrottle(HashedAddress, ScopedRateThrottle):
    """Limits what is asked for, by the view's scope: of accounts by account, else by address."""


class WriteThrottle(ScopedThrottle):
    """Limits what is written, by the view's scope; a page must be able to read on at any time."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Let every reading request through."""
        return request.method in SAFE_METHODS or super().allow_request(request, view)


class FailOpen(BaseThrottle):
    """Lets through what Redis cannot count: pages live by the database.

    After a failure this process asks it no more for a moment: one that hangs would cost each
    request its patience.
    """

    away_until = 0.0
    """Monotonic seconds, of all that count in this way."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count the request where that can be done."""
        if time.monotonic() < FailOpen.away_until:
            return True
        try:
            return bool(super().allow_request(request, view))
        except (RedisError, OSError):
            FailOpen.away_until = time.monotonic() + AWAY_S
            return True


class AccountThrottle(FailOpen, SimpleRateThrottle):
    """Counts the requests of each account: far more than its pages make, for a script that runs
    wild or a session that was stolen.
    """

    scope = "account"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return what is counted under; None for visitors and API keys, which have their own."""
        if not request.user.is_authenticated or request.auth is not None:
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.user.pk}


class RenderThrottle(FailOpen, ScopedThrottle):
    """Limits files that take a second of a process to make; those of an API key by the key."""

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return what is counted under."""
        if request.auth is None:
            return super().get_cache_key(request, view)
        return self.cache_format % {"scope": self.scope, "ident": f"key.{request.auth.pk}"}
