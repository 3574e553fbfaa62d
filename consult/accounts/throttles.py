"""Rate limits of the API: DRF throttles by account, address and view scope."""

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
    """Counts by a keyed digest of the address, so that Redis never holds the address."""

    def get_ident(self, request: Request) -> str:
        """Return a digest of the client's address."""
        return keyed_digest(super().get_ident(request))


class ScopedThrottle(HashedAddress, ScopedRateThrottle):
    """Limits requests by the view's scope, per account, or per address without one."""


class WriteThrottle(ScopedThrottle):
    """Limits writing requests by the view's scope; a page must be able to read at any time."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Let every safe request through."""
        return request.method in SAFE_METHODS or super().allow_request(request, view)


class FailOpen(BaseThrottle):
    """Fails open while Redis is unavailable: pages only need the database.

    After a failure this process does not ask Redis for a moment: one that hangs would cost each
    request its timeout.
    """

    away_until = 0.0
    """Monotonic seconds, of all that count in this way."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count the request, or allow it where Redis does not answer."""
        if time.monotonic() < FailOpen.away_until:
            return True
        try:
            return bool(super().allow_request(request, view))
        except (RedisError, OSError):
            FailOpen.away_until = time.monotonic() + AWAY_S
            return True


class AccountThrottle(FailOpen, SimpleRateThrottle):
    """Limits all requests of an account, far above what its pages make.

    It stops a runaway script and slows down whoever stole a session.
    """

    scope = "account"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return the cache key; None for visitors and API keys, which have their own limits."""
        if not request.user.is_authenticated or request.auth is not None:
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.user.pk}


class RenderThrottle(FailOpen, ScopedThrottle):
    """Limits files that take a second of CPU to render; an API key's are counted per key."""

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return the cache key."""
        if request.auth is None:
            return super().get_cache_key(request, view)
        return self.cache_format % {"scope": self.scope, "ident": f"key.{request.auth.pk}"}
