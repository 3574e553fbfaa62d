"""`python -m consult.healthcheck`: exit 0 when the web process beside it is healthy."""

from __future__ import annotations

import os
import sys
import urllib.request
from urllib.parse import urlsplit


def main() -> int:
    """Ask /healthz/ as the public host would, behind the proxy that ends TLS."""
    host = urlsplit(os.environ.get("PUBLIC_URL", "http://localhost:8000")).netloc
    request = urllib.request.Request(
        "http://127.0.0.1:8000/healthz/",
        headers={"Host": host, "X-Forwarded-Proto": "https", "Accept": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310  (fixed address)
        return 0 if answer.status == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
