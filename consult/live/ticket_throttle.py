"""How many tickets one browser may ask for: each opens a socket, which asks the database."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from consult.accounts.encryption import keyed_digest


class TicketThrottle(SimpleRateThrottle):
    """Counts by browser, as a whole clinic may share one address."""

    scope = "ticket"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Return what is counted under; None for a browser without a session, which gets none."""
        key = request.session.session_key
        return (
            self.cache_format % {"scope": self.scope, "ident": keyed_digest(key)} if key else None
        )
