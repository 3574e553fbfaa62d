"""One service for many modules: starting its processes takes longer than most of their tests."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.service import RunningService


class LastingService(RunningService):
    """A running service whose database goes back to what it was after the start."""

    def __enter__(self) -> LastingService:
        super().__enter__()
        self._start = sqlite3.connect(":memory:")
        with closing(self._database()) as database:
            database.backup(self._start)
        return self

    def __exit__(self, *details: object) -> None:
        self._start.close()
        super().__exit__(*details)

    def begin_anew(self) -> None:
        """Forget whatever was stored since the start.

        SQLite's own copying takes a live database's locks: its processes see it change at once, as
        by one transaction.
        """
        with closing(self._database()) as database:
            self._start.backup(database)

    def _database(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / "consult.sqlite3", timeout=20)
