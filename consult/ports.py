"""A port for a server that is about to start."""

from __future__ import annotations

import secrets
import socket
from typing import Final

PORTS: Final = range(20_000, 32_768)
"""Under those that the system gives to outgoing connections: it begins with 32768 or later.

A server takes seconds to load. Of a port from among those, a connection that somebody opens
meanwhile may be the owner by then.
"""


def free_port() -> int:
    """Return a port that is free at this moment. Raises OSError: there is none."""
    for port in secrets.SystemRandom().sample(PORTS, len(PORTS)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"no port between {PORTS[0]} and {PORTS[-1]} is free")
