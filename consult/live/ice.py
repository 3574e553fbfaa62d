"""The STUN and TURN servers a call may use, with credentials that end by themselves."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import cast

from django.conf import settings

from consult.live import wire_call


def ice_servers(name: str, now_s: float) -> list[wire_call.IceServer]:
    """Return the servers for one page; `name` goes into TURN's log, so it must tell of nobody.

    The credentials are those of coturn's `use-auth-secret` (draft-uberti-behave-turn-rest-00):
    the user name is the Unix second at which they end, the password its HMAC-SHA1.
    """
    servers = [cast("wire_call.IceServer", server) for server in settings.ICE_SERVERS]
    if settings.STUN_URLS:
        servers.append({"urls": settings.STUN_URLS})
    if settings.TURN_URL:
        username = f"{int(now_s) + settings.TURN_LIFETIME_S}:{name}"
        servers.append(
            {
                "urls": settings.TURN_URL,
                "username": username,
                "credential": _credential(settings.TURN_SECRET, username),
            }
        )
    return servers


def _credential(secret: str, username: str) -> str:
    digest = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()
