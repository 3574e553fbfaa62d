"""`python -I consult/healthcheck.py ROLE`: exit 0 when the process beside it does its work.

For containers, every few seconds: by its path and without the package, whose start costs more
than all the rest. ROLE is `web`, or one that shows signs of life (`consult.heartbeat`).
"""

import os
import sys
import time
from pathlib import Path

SILENT_S = {"analyzer": 20.0, "reports": 20.0, "beat": 40.0}
"""How old the last sign may be. They come every 5 s, beat's every 10 s."""


def main(role: str) -> int:
    """Return the exit status, and print the reason where it is not 0."""
    reason = _web() if role == "web" else _sign(role)
    if reason:
        sys.stderr.write(f"{role}: {reason}\n")
    return 1 if reason else 0


def _web() -> str:
    """Ask /healthz/ as the public host would, behind the proxy that ends TLS."""
    # The others need no HTTP, and it is most of what this costs.
    import urllib.request
    from urllib.parse import urlsplit

    host = urlsplit(os.environ.get("PUBLIC_URL", "http://localhost:8000")).netloc
    port = os.environ.get("PORT", "8000")
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz/", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5):  # noqa: S310  (fixed address)
            return ""
    except OSError as error:
        return str(error)


def _sign(role: str) -> str:
    path = Path(os.environ.get("CONSULT_DATA", ".local")) / "run" / f"alive-{role}"
    try:
        age = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return "has shown no sign of life yet"
    return "" if age < SILENT_S[role] else f"its last sign of life is {age:.0f} s old"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
