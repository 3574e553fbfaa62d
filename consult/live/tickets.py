"""One-use tickets that open a socket: a minute long, bound to one purpose and one person.

A socket cannot send a CSRF token or a custom header; a cookie alone would let any page of the
site's origin family open it. The ticket travels as a WebSocket subprotocol, so it is never part
of a URL that somebody logs.
"""

from __future__ import annotations

import secrets
from typing import Any, Final, Literal

from django.core.cache import cache

from consult.consultations.models import Participant
from consult.live import wire

LIFETIME_S: Final = 60
Kind = Literal["camera", "dashboard", "call"]


def issue(kind: Kind, **claims: Any) -> dict[str, Any]:
    """Return what a browser needs to open its socket: ticket, path and lifetime."""
    secret = secrets.token_urlsafe(24)
    cache.set(_key(secret), {"kind": kind, **claims}, timeout=LIFETIME_S)
    return {"ticket": secret, "path": f"/ws/{kind}/", "expires_in": LIFETIME_S}


def of_client(person: Participant) -> dict[str, Any]:
    """Return a client's claims: who, and by which link they came, as a newer one ends it."""
    return {"participant": str(person.pk), "link": person.consultation.invite_number}


def redeem(offered: list[str], kind: Kind) -> dict[str, Any] | None:
    """Return a ticket's claims and use it up; None when it is missing, spent or of another kind.

    `offered` are the subprotocols of the handshake. Deleting is the claim: of two sockets with
    the same ticket, one deletes it.
    """
    for protocol in offered:
        if protocol.startswith(wire.TICKET_PREFIX):
            key = _key(protocol.removeprefix(wire.TICKET_PREFIX))
            claims = cache.get(key)
            if claims is None or not cache.delete(key):
                return None
            return dict(claims) if claims["kind"] == kind else None
    return None


def _key(secret: str) -> str:
    return f"ticket:{secret}"
