"""One signed message over HTTP, to an address that was vetted a moment before."""

from __future__ import annotations

import base64
import hmac
import json
from typing import Final

import urllib3
from django.conf import settings
from django.utils.crypto import salted_hmac

from consult.integrations.addresses import Target
from consult.integrations.models import Delivery, Endpoint

TIMEOUT: Final = urllib3.Timeout(connect=5, read=10)
PREFIX: Final = "whsec_"


def secret_of(endpoint: Endpoint) -> str:
    """Return what signs an address's messages, in the spelling of Standard Webhooks.

    Known to whoever knows `SECRET_KEY`; another one after a change of it.
    """
    value = f"{endpoint.pk}:{endpoint.secret_number}"
    made = salted_hmac("consult.webhook", value, algorithm="sha256", secret=settings.SECRET_KEY)
    return PREFIX + base64.b64encode(made.digest()).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Return the `webhook-signature` of a body, version 1 of standardwebhooks.com: HMAC-SHA256."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def post(target: Target, delivery: Delivery, timestamp: int) -> int:
    """Send one attempt; return the HTTP status. Raises urllib3.exceptions.HTTPError.

    Connects to the vetted address itself, so a name that means another one by now (DNS rebinding)
    leads nowhere; the certificate is checked against the name. Redirects are not followed, and of
    the answer nothing is read but its status.
    """
    body = json.dumps(delivery.body, separators=(",", ":")).encode()
    message_id = str(delivery.pk)
    headers = {
        "Host": target.host if target.port in (80, 443) else f"{target.host}:{target.port}",
        "Content-Type": "application/json",
        "User-Agent": "Consult-Webhooks/1",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret_of(delivery.endpoint), message_id, timestamp, body),
    }
    with _pool(target) as pool:
        answer = pool.urlopen(
            "POST",
            target.path,
            body=body,
            headers=headers,
            redirect=False,
            retries=False,
            preload_content=False,
            assert_same_host=False,
        )
        status = int(answer.status)
        answer.close()
    return status


def _pool(target: Target) -> urllib3.HTTPConnectionPool:
    ip = f"[{target.ip}]" if target.ip.version == 6 else str(target.ip)
    if target.scheme == "http":
        return urllib3.HTTPConnectionPool(ip, target.port, timeout=TIMEOUT)
    return urllib3.HTTPSConnectionPool(
        ip,
        target.port,
        timeout=TIMEOUT,
        server_hostname=target.host,
        assert_hostname=target.host,
        cert_reqs="CERT_REQUIRED",
    )
