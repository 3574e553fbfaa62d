"""What a migration's connection is let do that a request's is not."""

from __future__ import annotations

from typing import Any

from django.db import connections


def lift_statement_timeout(using: str, **kwargs: Any) -> None:
    """Let a migration's statements take as long as they need: an index on a large table does.

    How long it waits for a lock stays limited: everybody who comes after it waits behind it.
    """
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
