"""A PostgreSQL database filled from a copy of pg_dump's custom format, all of it or nothing.

pg_restore reads the copy and psql writes what it says, with this process between the two: psql
takes the end of its input for the end of the script, so it is ended before it hears of an end that
came too early. Nothing is written to a disk on the way: a copy may be larger than what a container
may write.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO, Final, cast

CLEAR: Final = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"


def restore(
    programs: Mapping[str, str], environment: dict[str, str], source: IO[bytes], begin: bytes
) -> str:
    """Replace everything by a copy, of which `begin` was read already; return what went wrong.

    `programs` has the paths of `pg_restore` and `psql`; `environment` says where the database is.
    """
    fill = ["--quiet", "--single-transaction", "--set", "ON_ERROR_STOP=1"]
    fill += ["--command", CLEAR, "--file", "-"]
    # Rights are those of the database that is filled: a copy's roles may be of another server.
    read = [programs["pg_restore"], "--no-owner", "--no-privileges", "--file=-"]
    reading = _Program(read, environment)
    filling = _Program([programs["psql"], *fill], environment, stdout=subprocess.DEVNULL)
    feeding = threading.Thread(target=reading.feed, args=(begin, source), daemon=True)
    feeding.start()
    try:
        return _passed_on(reading, filling)
    finally:
        for program in (reading, filling):
            program.kill()
        feeding.join()


def _passed_on(reading: _Program, filling: _Program) -> str:
    try:
        shutil.copyfileobj(reading.output, filling.input)
    except BrokenPipeError:
        return filling.trouble()
    unread = reading.trouble()
    if unread:
        return unread
    with suppress(BrokenPipeError):  # its own words tell why
        filling.input.close()
    return filling.trouble()


class _Program:
    """One of PostgreSQL's programs, and what it complains of."""

    def __init__(
        self, words: Sequence[str], environment: dict[str, str], stdout: int = subprocess.PIPE
    ) -> None:
        self._name = words[0].rsplit("/", maxsplit=1)[-1]
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115
        self._process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603
            words,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=stdout,
            stderr=self._complaints,
        )
        self.input = cast("IO[bytes]", self._process.stdin)
        self.output = cast("IO[bytes]", self._process.stdout)

    def feed(self, begin: bytes, source: IO[bytes]) -> None:
        """Give it everything to read; one that has ended reads no more."""
        with suppress(BrokenPipeError), self.input:
            self.input.write(begin)
            shutil.copyfileobj(source, self.input)

    def trouble(self) -> str:
        """Wait for its end; return what went wrong."""
        if not self._process.wait():
            return ""
        self._complaints.seek(0)
        return f"{self._name}: {self._complaints.read().decode(errors='replace').strip()}"

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._complaints.close()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
