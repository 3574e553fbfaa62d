"""Is a webhook's message ours, and of now? Standard Webhooks, version 1, in a dozen lines."""

import base64
import hmac
import time
from collections.abc import Mapping

OLDEST_S = 300
"""A message that was signed longer ago may be one that somebody caught and sends again."""


def is_ours(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Tell whether the message was signed with the webhook's secret in the last five minutes.

    `headers` by their names in small letters, `body` as it came, before it is read as JSON.
    """
    stamp = headers["webhook-timestamp"]
    if not stamp.isdigit() or abs(time.time() - int(stamp)) > OLDEST_S:
        return False
    signed = f"{headers['webhook-id']}.{stamp}.".encode() + body
    digest = hmac.digest(base64.b64decode(secret.removeprefix("whsec_")), signed, "sha256")
    expected = "v1," + base64.b64encode(digest).decode()
    return any(hmac.compare_digest(expected, one) for one in headers["webhook-signature"].split())
