"""The product's settings for tests: real parts, local ones, a Valkey of the run's own."""

from __future__ import annotations

import os
import tempfile

from consult.ports import free_port

VALKEY_PORT = free_port()
"""Where `tests.conftest.valkey` starts the server."""

os.environ["DEMO"] = "1"
os.environ["REDIS_URL"] = f"redis://127.0.0.1:{VALKEY_PORT}/0"
os.environ.setdefault("PUBLIC_URL", "http://localhost:8000")
# A test asks in a second what pages ask in minutes; tests of rates set their own.
os.environ.setdefault("ACCOUNT_RATE", "100000")

from consult.settings import *  # noqa: E402, F403

# A file: tests with threads lock each other out of a shared in-memory database at once.
_FOLDER = tempfile.TemporaryDirectory(prefix="consult-tests-")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": f"{_FOLDER.name}/test.sqlite3"}  # noqa: F405
# A connection that outlives its work would hold the test database open.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
# Tests stop clocks and threads.
HUNG_AFTER_S = 0
# Argon2 takes 0.1 s a password on purpose; tests/consult/accounts sees that it is in use.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    # Whoever waits for a lock that a test left held says so instead of waiting for ever.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=20s"  # noqa: F405
