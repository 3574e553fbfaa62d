"""A copy of the database in one file, and a database made of such a file.

By the database's own means, as a copy made while people work must be of one moment: SQLite's
online backup, and pg_dump's custom format. Redis is not copied: what waits there the sweeps find in
the database again. Rejected: django-dbbackup, which writes a SQLite file under its open journal
and leaves tables standing that are newer than the copy.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path
from typing import IO, Any, Final

from django.db import connection

from consult.operations.postgres_restore import restore

SQLITE: Final = b"SQLite format 3\0"
POSTGRES: Final = b"PGDMP"


class BackupError(Exception):
    """It did not work; the words are for who runs the service."""


def write(target: IO[bytes]) -> None:
    """Write a copy of one moment. Raises BackupError."""
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "copy"
            connection.ensure_connection()
            with contextlib.closing(sqlite3.connect(path)) as copy:
                connection.connection.backup(copy)
            with path.open("rb") as made:
                shutil.copyfileobj(made, target)
        return
    _run(["pg_dump", "--format=custom", "--no-owner"], stdout=target)


def read(source: IO[bytes]) -> None:
    """Replace the whole database by a copy. Raises BackupError; what was there then stands.

    `source` may be a pipe. Its first bytes tell whether it is a copy of this kind of database.
    """
    wanted = SQLITE if connection.vendor == "sqlite" else POSTGRES
    begin = source.read(len(wanted))
    if begin != wanted:
        raise BackupError(f"This is no copy of a {connection.display_name} database.")
    if connection.vendor == "sqlite":
        _read_sqlite(begin, source)
    else:
        _read_postgres(begin, source)


def is_empty() -> bool:
    """Tell whether nobody would lose anything: no table holds a practice or a user."""
    tables = set(connection.introspection.table_names())
    kept = tables & {"accounts_practice", "accounts_user"}
    with connection.cursor() as cursor:
        for table in kept:
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608
            if cursor.fetchone():
                return False
    return True


def _read_sqlite(begin: bytes, source: IO[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy"
        with path.open("wb") as made:
            made.write(begin)
            shutil.copyfileobj(source, made)
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(path)) as copy:
            if not _is_whole(copy):
                raise BackupError("The copy is damaged.")
            # Through the database's own door: whoever has it open sees the new one.
            copy.backup(connection.connection)


def _is_whole(copy: sqlite3.Connection) -> bool:
    try:
        return bool(copy.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _read_postgres(begin: bytes, source: IO[bytes]) -> None:
    programs = {name: _found(name) for name in ("pg_restore", "psql")}
    trouble = restore(programs, _environment(), source, begin)
    if trouble:
        raise BackupError(trouble)


def _run(words: list[str], **streams: Any) -> None:
    command = [_found(words[0]), *words[1:]]
    done = subprocess.run(  # noqa: S603
        command, env=_environment(), stderr=subprocess.PIPE, check=False, **streams
    )
    if done.returncode:
        raise BackupError(f"{words[0]}: {done.stderr.decode(errors='replace').strip()}")


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise BackupError(f"{program} is not installed: it comes with postgresql-client.")
    return path


def _environment() -> dict[str, str]:
    """Return where the database is, as PostgreSQL's programs read it: no password in `ps`."""
    kept = connection.settings_dict
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    there = {name: str(kept[key]) for key, name in names.items() if kept.get(key)}
    options = kept.get("OPTIONS", {})
    there |= {"PGHOST": str(options["host"])} if options.get("host") else {}
    there |= {"PGSSLMODE": str(options["sslmode"])} if options.get("sslmode") else {}
    return {**os.environ, **there, "PGDATABASE": str(kept["NAME"])}
