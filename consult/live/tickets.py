"""One-use tickets that open a socket: a minute long, bound to one purpose and one person.

A socket cannot send a CSRF token or a custom header; a cookie alone would let any page of the
site's origin family open it. The ticket travels as a WebSocket subprotocol, so it is never part
of a URL that somebody logs. It names the session of whoever watches, a key to the account: so it is
sealed where it is kept, under a digest of the ticket.
"""

from __future__ import annotations

import json
import secrets
from typing import Any, Final, Literal

from django.core.cache import cache
from rest_framework.exceptions import Throttled

from consult.accounts.encryption import DecryptionFailed, decrypt, encrypt, keyed_digest
from consult.consultations.models import Participant
from consult.live import wire
from consult.live.shut_out import person_of, seconds_left

LIFETIME_S: Final = 60
PURPOSE: Final = "consult.ticket"
Kind = Literal["camera", "dashboard", "call"]


def issue(kind: Kind, **claims: Any) -> dict[str, Any]:
    """Return what a browser needs to open its socket: ticket, path and lifetime.

    Raises:
        Throttled: the person flooded a socket of this kind a moment ago.
    """
    if wait := seconds_left(kind, person_of(claims)):
        raise Throttled(wait)
    secret = secrets.token_urlsafe(24)
    sealed = encrypt(PURPOSE, json.dumps({"kind": kind, **claims}))
    cache.set(_key(secret), sealed, timeout=LIFETIME_S)
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
            sealed = cache.get(key)
            if sealed is None or not cache.delete(key):
                return None
            claims = _opened(sealed)
            return claims if claims and claims["kind"] == kind else None
    return None


def _opened(sealed: str) -> dict[str, Any] | None:
    try:
        return dict(json.loads(decrypt(PURPOSE, sealed)))
    except DecryptionFailed:
        return None  # SECRET_KEY was changed within the minute.


def _key(secret: str) -> str:
    return f"ticket:{keyed_digest(secret)}"
