"""An authenticator app in ten lines (RFC 6238 with its defaults: SHA-1, six digits, 30 s)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time


def totp(secret: str, step: int = 0) -> str:
    """Return the code of this moment, or of so many steps of 30 s later."""
    counter = int(time.time()) // 30 + step
    key = base64.b32decode(secret)
    digest = hmac.new(key, counter.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
