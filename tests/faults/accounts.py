"""What the database says of a call's streams, read past the service, which may be down."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from tests.camera import Call
from tests.service import wait_until


@dataclass(frozen=True, slots=True)
class Account:
    """One stream: what its counters say, and the rows that there are."""

    received: int
    stored: int
    rejected: dict[str, int]
    dropped: dict[str, int]
    settled: bool
    rows: int

    @property
    def in_flight(self) -> int:
        """Return the frames that were received and have no outcome."""
        return (
            self.received - self.stored - sum(self.rejected.values()) - sum(self.dropped.values())
        )


def settled_accounts(call: Call) -> list[Account]:
    """Return the accounts of every stream of a call when all are settled.

    A stream whose process was killed is settled after a minute of silence. That minute is moved
    into the past here, for every stream of the service, so that the next sweep finds it.
    """
    with _database(call) as database:
        database.execute(
            "UPDATE consultations_stream SET seen_at = '2000-01-01 00:00:00'"
            " WHERE settled_at IS NULL"
        )
        database.commit()
    assert wait_until(lambda: all(one.settled for one in accounts(call)), within=60)
    return accounts(call)


def accounts(call: Call) -> list[Account]:
    """Return the accounts of every stream of a call, as they stand."""
    with _database(call) as database:
        rows = database.execute(
            "SELECT received, stored, rejected, dropped, settled_at, (SELECT count(*) FROM"
            " consultations_reading reading WHERE reading.stream_id = stream.id)"
            " FROM consultations_stream stream WHERE consultation_id = ?",
            [_key(call)],
        ).fetchall()
    return [
        Account(received, stored, json.loads(rejected), json.loads(dropped), bool(settled), count)
        for received, stored, rejected, dropped, settled, count in rows
    ]


def stored_ids(call: Call) -> set[int]:
    """Return the id of every reading of a call."""
    with _database(call) as database:
        rows = database.execute(
            "SELECT id FROM consultations_reading WHERE consultation_id = ?", [_key(call)]
        )
        return {pk for (pk,) in rows}


@contextmanager
def _database(call: Call) -> Iterator[Any]:
    path = call.service.folder / "consult.sqlite3"
    with closing(sqlite3.connect(path, timeout=30)) as database:
        yield database


def _key(call: Call) -> str:
    """Return the consultation's id as Django writes it into SQLite."""
    return call.path.rstrip("/").rsplit("/", 1)[1].replace("-", "")
