"""Whoever floods a socket gets no other one of its kind for a while.

To be let in costs the server far more than a hundred frames that it refuses: a ticket, a session, a
stream in the database. Without a wait, one who floods, is closed and comes straight back is felt by
everybody else.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from django.core.cache import cache

SHUT_OUT_S: Final = 10
"""Longer than a page needs to be loaded again, which is what its reader is told to do."""


def person_of(claims: Mapping[str, Any]) -> str:
    """Return whom a socket counts for: an account, or the client of one consultation."""
    return f"user.{claims['user']}" if "user" in claims else f"client.{claims['participant']}"


def shut_out(kind: str, person: str) -> None:
    """Let that person open no socket of that kind for `SHUT_OUT_S`."""
    cache.set(_key(kind, person), time.time() + SHUT_OUT_S, timeout=SHUT_OUT_S)


def seconds_left(kind: str, person: str) -> float:
    """Return for how many seconds that person is shut out still, 0 if they are not."""
    until: float = cache.get(_key(kind, person), 0.0)
    return max(0.0, until - time.time())


def _key(kind: str, person: str) -> str:
    return f"shut_out:{kind}:{person}"
