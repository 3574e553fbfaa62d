"""When a transaction asks for a lock that another one holds, as seen from outside."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def told_when_locking(locking: threading.Event) -> Iterator[None]:
    """Set the event as this thread asks for a row's lock; close its connection at the end."""

    def tell(execute: Any, sql: str, *rest: Any) -> Any:
        if "FOR NO KEY UPDATE" in sql:
            locking.set()
        return execute(sql, *rest)

    try:
        with connection.execute_wrapper(tell):
            yield
    finally:
        connection.close()
