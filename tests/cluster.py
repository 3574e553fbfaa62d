"""Several web and worker processes of the product on one Valkey and one PostgreSQL."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

from consult.ports import free_port
from consult.processes import web_command, worker_command
from tests.cpu_limit import Held
from tests.postgres import RunningPostgres
from tests.service import OWN_CHOICES, ROOT
from tests.valkey import RunningValkey

READY_S = 60.0


class Cluster:
    """As many of each as asked, for as long as a `with` statement lasts; data in one folder."""

    def __init__(self, folder: Path, web: int, workers: int) -> None:
        self.folder = folder
        self.ports = [free_port() for _ in range(web)]
        self._workers_first = workers
        self._web: list[subprocess.Popen[bytes]] = []
        self._workers: list[subprocess.Popen[bytes]] = []

    @property
    def url(self) -> str:
        """The first web process."""
        return self.urls[0]

    @property
    def urls(self) -> list[str]:
        return [f"http://localhost:{port}" for port in self.ports]

    def __enter__(self) -> Cluster:
        with ExitStack() as parts:
            valkey = parts.enter_context(RunningValkey(self.folder, free_port()))
            database = parts.enter_context(RunningPostgres())
            kept = {name: value for name, value in os.environ.items() if name not in OWN_CHOICES}
            self.environment = {
                **kept,
                "DEMO": "1",
                "CONSULT_DATA": str(self.folder),
                "DATABASE_URL": database,
                "REDIS_URL": f"redis://127.0.0.1:{valkey.port}/0",
                "PUBLIC_URL": self.urls[0],
                "ALLOWED_ORIGINS": ",".join(self.urls),
                "LOG_LEVEL": "DEBUG",
                "OMP_NUM_THREADS": "1",
                "OPENBLAS_NUM_THREADS": "1",
            }
            self.manage("migrate", "--verbosity", "0")
            parts.callback(self._stop)
            for port in self.ports:
                self._web.append(self._start(f"web_{port}", web_command(port)))
            self.have_workers(self._workers_first)
            self._parts = parts.pop_all()
        return self

    def __exit__(self, *details: object) -> None:
        self._parts.close()

    def have_workers(self, count: int) -> None:
        """Start workers, or end the youngest ones, until there are so many, and wait for them."""
        while len(self._workers) > count:
            youngest = self._workers.pop()
            youngest.send_signal(signal.SIGTERM)
            youngest.wait(30)
        for number in range(len(self._workers), count):
            self._workers.append(self._start(f"analyzer_{number}", worker_command()))
        self._wait()

    def held(self, share: float) -> AbstractContextManager[object]:
        """Hold each worker to a share of a core for as long as a `with` statement lasts."""
        pids = [] if share >= 1 else [one.pid for one in self._workers]
        return Held(share, pids)

    def manage(self, *arguments: str) -> str:
        """Return what a management command prints."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def loadtest(self, *arguments: str) -> dict[str, Any]:
        """Return the figures of a load on all web processes."""
        urls = [part for url in self.urls for part in ("--url", url)]
        running = [*self._web, *self._workers]
        pids = [part for one in running for part in ("--pid", str(one.pid))]
        return dict(json.loads(self.manage("loadtest", *urls, *pids, *arguments)))

    def frames_by_worker(self) -> list[int]:
        """Return how many frames each worker has analysed, by its log."""
        logs = [self._log(f"analyzer_{number}") for number in range(len(self._workers))]
        return [sum(_frames(line) for line in log.read_text().splitlines()) for log in logs]

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def _start(self, name: str, command: str) -> subprocess.Popen[bytes]:
        with self._log(name).open("wb") as log:
            return subprocess.Popen(
                shlex.split(command),
                cwd=ROOT,
                env={**self.environment, "LOG_JSON": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + READY_S
        waiting = [*self.urls]
        while time.monotonic() < deadline:
            waiting = [url for url in waiting if not _answers(url)]
            names = [f"analyzer_{number}" for number in range(len(self._workers))]
            logs = [self._log(name).read_text() for name in names]
            if not waiting and all("Running worker" in log for log in logs):
                return
            time.sleep(0.2)
        raise TimeoutError(f"Not ready: {waiting} {self.log_ends()}")

    def log_ends(self) -> list[str]:
        """Return the last line of each log, for a test that failed."""
        return [file.read_text()[-300:] for file in self.folder.glob("*.log")]

    def _stop(self) -> None:
        running = [*self._web, *self._workers]
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait(30)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz/", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _frames(line: str) -> int:
    if '"batch"' not in line:
        return 0
    return int(json.loads(line)["frames"])
