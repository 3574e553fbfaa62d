"""The product as a server runs it, on one machine, under supervision, with a network that breaks.

Two web processes, two analysis workers, Celery, beat, the broker's Valkey with its log on disk, the
frames' without, and PostgreSQL where it is asked for. Import only after CONSULT_DATA is set.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final
from urllib.request import urlopen
from xmlrpc.client import ServerProxy

import psutil
from supervisor.xmlrpc import SupervisorTransport

from consult.ports import free_port
from consult.processes import Program, web_command
from tests.faults.camera_client import HELD
from tests.faults.network import Network
from tests.faults.programs import (
    LINKS,
    READY,
    ROLES,
    celery,
    database,
    manager,
    section,
    valkey,
)
from tests.postgres import Initialised
from tests.service import OWN_CHOICES, ROOT, family, wait_until

START_S: Final = 90.0


@dataclass(frozen=True, slots=True)
class Web:
    """One web process, as a client reaches it."""

    stage: Stage
    port: int

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"http://localhost:{self.port}"

    @property
    def folder(self) -> Path:
        """Where everybody's data and logs are."""
        return self.stage.folder

    def logs(self) -> str:
        """Return the end of every log."""
        return self.stage.logs()

    def processes(self, *words: str) -> list[psutil.Process]:
        """Return what runs on the stage whose command line holds all of `words`."""
        return family(self.stage.manager.pid, words)


class Stage:
    """Everything that runs, for as long as a `with` statement lasts."""

    def __init__(self, folder: Path, *, postgres: bool, worker: str) -> None:
        self.folder = folder
        self.roles = [*ROLES, *(["database"] if postgres else [])]
        self.network = Network()
        self.webs = [Web(self, free_port()) for _ in range(ROLES["web"])]
        self._ports = {store: free_port() for store in ("valkey", "live", "database")}
        self._worker = worker
        self._postgres = Initialised(folder / "pg") if postgres else None
        self._control = folder / "supervisor.sock"

    @property
    def links(self) -> list[tuple[str, str]]:
        """Return every pair of a role and a store that it talks to over a network."""
        return list(self.network.links)

    def environment(self, role: str = "") -> dict[str, str]:
        """Return where a role finds its stores; without a role: past the network."""
        port = {
            store: self.network.links[role, store].port
            if (role, store) in self.network.links
            else own
            for store, own in self._ports.items()
        }
        found = {
            "REDIS_URL": f"redis://127.0.0.1:{port['valkey']}/0",
            "LIVE_REDIS_URL": f"redis://127.0.0.1:{port['live']}/0",
        }
        if self._postgres is not None:
            found["DATABASE_URL"] = f"postgres://postgres@127.0.0.1:{port['database']}/postgres"
        return found

    def shared_environment(self) -> dict[str, str]:
        """Return what is the same for all, the driver too."""
        origins = ",".join(web.url for web in self.webs)
        kept = {name: value for name, value in os.environ.items() if name not in OWN_CHOICES}
        kept.pop("DATABASE_URL", None)
        one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
        return (
            kept
            | one_thread
            | HELD
            | self.environment()
            | {
                "DEMO": "1",
                # All counsellors are one account, which three of them ask five times a second.
                "ACCOUNT_RATE": "6000",
                "CONSULT_DATA": str(self.folder),
                "PUBLIC_URL": self.webs[0].url,
                "ALLOWED_ORIGINS": origins,
                "PYTHONUNBUFFERED": "1",
            }
        )

    def __enter__(self) -> Stage:
        with ExitStack() as parts:
            parts.enter_context(self.network)
            for role, stores in LINKS.items():
                for store in stores:
                    if store in self.roles:
                        self.network.lay(role, store, self._ports[store])
            for name in ("log", "run", "valkey", "live"):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
            parts.callback(self._stop)
            self._start()
            self._parts = parts.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._parts.close()

    def _start(self) -> None:
        config = self.folder / "run" / "supervisord.conf"
        config.write_text("\n".join(self._sections()), encoding="utf-8")
        command = [sys.executable, "-m", "supervisor.supervisord", "--nodaemon", "-c", str(config)]
        self.manager = subprocess.Popen(
            command, cwd=ROOT, env=self.shared_environment(), stdout=subprocess.DEVNULL
        )
        self._rpc = ServerProxy(
            "http://127.0.0.1", SupervisorTransport(None, None, f"unix://{self._control}")
        )
        wait_until(self._control.exists, within=START_S)
        stores = [name for role in ("valkey", "live", "database") for name in self.names(role)]
        wait_until(lambda: all(self.starts(name) for name in stores), within=START_S)
        command = [sys.executable, "manage.py", "demo", "--migrate", "--json", "--bare"]
        env = self.shared_environment()
        subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
        others = [name for name in self.names() if name not in stores]
        for group in dict.fromkeys(one["group"] for one in self._infos() if one["name"] in others):
            self._rpc.supervisor.startProcessGroup(group, False)
        wait_until(lambda: all(self.starts(name) for name in others), within=START_S)

    def _stop(self) -> None:
        self.manager.terminate()
        self.manager.wait(60)

    def names(self, role: str = "") -> list[str]:
        """Return the name of each process, or of a role's."""
        everyone = [info["name"] for info in self._infos()]
        return [name for name in everyone if not role or name.split("_", maxsplit=1)[0] == role]

    def process(self, name: str) -> psutil.Process:
        """Return a process. Raises psutil.NoSuchProcess where it is down just now."""
        return psutil.Process(
            next(one["pid"] for one in self._infos() if one["name"] == name) or -1
        )

    def running(self, name: str) -> bool:
        """Tell whether supervision takes a process for running."""
        return any(one["name"] == name and one["statename"] == "RUNNING" for one in self._infos())

    def starts(self, name: str) -> int:
        """Return how often a process has begun to serve."""
        role = name.split("_", maxsplit=1)[0]
        if role == "web":
            spawned = self._said("supervisord", f"spawned: '{name}'")
            return spawned - (not self._answers(name))
        return self._said(name, READY[role])

    def _answers(self, name: str) -> bool:
        web = self.webs[int(name.split("_")[1])]
        with suppress(OSError), urlopen(f"{web.url}/healthz/", timeout=2):
            return True
        return False

    def _said(self, log: str, words: str) -> int:
        file = self.folder / "log" / f"{log}.log"
        return file.read_text(encoding="utf-8", errors="replace").count(words)

    def exits(self, name: str) -> list[str]:
        """Return how each life of a process has ended, as its supervision saw it."""
        log = (self.folder / "log" / "supervisord.log").read_text(encoding="utf-8")
        return re.findall(rf"exited: {name} \((.*?); ", log)

    def logs(self) -> str:
        """Return the end of every log, for a run that failed."""
        files = sorted((self.folder / "log").glob("*.log"))
        return "\n".join(
            f"--- {file.name}\n{file.read_text(encoding='utf-8', errors='replace')[-2000:]}"
            for file in files
        )

    def settle(self) -> None:
        """Return when every process runs. Raises TimeoutError."""
        deadline = time.monotonic() + START_S
        while not all(self.running(name) for name in self.names()):
            if time.monotonic() > deadline:
                raise TimeoutError(self.logs())
            time.sleep(0.1)

    def _infos(self) -> list[dict[str, Any]]:
        found: Any = self._rpc.supervisor.getAllProcessInfo()
        return list(found)

    def _sections(self) -> list[str]:
        stores = [valkey(self.folder, name, self._ports[name]) for name in ("valkey", "live")]
        if self._postgres is not None:
            stores.append(database(self._postgres, self._ports["database"]))
        servers = [
            *(Program(f"web_{n}", web_command(web.port), 30) for n, web in enumerate(self.webs)),
            Program("analyzer", self._worker, 20, ROLES["analyzer"]),
            *celery(self.folder),
        ]
        lines = manager(self.folder, self._control)
        for program, more in stores:
            lines += section(program, more)
        for program in servers:
            found = self.environment(program.name.split("_", maxsplit=1)[0])
            pairs = ",".join(f'{name}="{value}"' for name, value in found.items())
            lines += section(program, ["autostart=false", f"environment={pairs}"])
        return lines
