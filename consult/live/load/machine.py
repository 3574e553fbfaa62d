"""What a service's processes and its Redis spend while the load is on."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psutil
from redis import Redis

KINDS: Final = {
    "consult.asgi": "web",
    "runworker": "analyzer",
    "celery": "reports",
    "valkey": "redis",
    "redis-server": "redis",
    "postgres": "database",
    "loadtest": "load generator",
}
LOOK_EVERY_S: Final = 1.0


@dataclass(slots=True)
class Used:
    """One process; times in seconds, memory (resident) in bytes.

    `open_files` counts its descriptors, sockets among them: before any socket was open, each time
    it was looked at, and at rest again.
    """

    kind: str
    process: psutil.Process
    memory_before: int = 0
    cpu_before: float = 0.0
    cpu_s: float = 0.0
    memory: list[int] = field(default_factory=list)
    open_files_before: int = 0
    open_files: list[int] = field(default_factory=list)
    open_files_at_rest: int | None = None


class Gauge:
    """Reads the processes of a service that runs on this machine, and its Redis."""

    def __init__(self, roots: Sequence[int], redis_url: str, every: float = LOOK_EVERY_S) -> None:
        self._roots = roots
        self._redis = Redis.from_url(redis_url)
        self._every = every
        self.processes: list[Used] = []
        self.redis: dict[str, float] = {}
        self.others_s = 0.0
        """CPU seconds that everything else on this machine took meanwhile."""

    def begin(self) -> None:
        """Look before any socket is open: what one stream costs counts from here."""
        self.processes = [Used(_kind(one), one) for one in _family(self._roots)]
        for used in self.processes:
            used.memory_before = used.process.memory_info().rss
            used.open_files_before = used.process.num_fds()

    def start(self) -> None:
        """Begin to count time and Redis commands."""
        self._commands, self._busy = self._counted(), _busy()
        for used in self.processes:
            used.cpu_before = _cpu(used.process)

    def stop(self) -> None:
        """Take the differences."""
        self.redis = {name: n - self._commands[name] for name, n in self._counted().items()}
        self._look()
        for used in self.processes:
            used.cpu_s = _cpu(used.process) - used.cpu_before
        self.others_s = _busy() - self._busy - sum(used.cpu_s for used in self.processes)

    async def watch(self) -> None:
        """Note every process's memory once a second until cancelled."""
        while True:
            self._look()
            await asyncio.sleep(self._every)

    def rest(self) -> None:
        """Look once more when nothing is asked of the service any longer."""
        for used in self.processes:
            if used.process.is_running():
                used.open_files_at_rest = used.process.num_fds()

    def _look(self) -> None:
        for used in self.processes:
            if used.process.is_running():
                used.memory.append(used.process.memory_info().rss)
                used.open_files.append(used.process.num_fds())

    def _counted(self) -> dict[str, float]:
        info: Any = self._redis.info()
        names = ("total_commands_processed", "total_net_input_bytes", "total_net_output_bytes")
        return {name: float(info[name]) for name in names}


def service_root(folder: Path) -> list[int]:
    """Return the process id of the supervisor that `make run` started here, if one runs."""
    file = folder / "run" / "supervisord.pid"
    pid = int(file.read_text()) if file.exists() else 0
    return [pid] if pid and psutil.pid_exists(pid) else []


def _family(roots: Sequence[int]) -> Iterator[psutil.Process]:
    yield psutil.Process(os.getpid())
    for root in roots:
        parent = psutil.Process(root)
        yield from (one for one in [parent, *parent.children(recursive=True)] if _kind(one))


def _kind(process: psutil.Process) -> str:
    line = " ".join(process.cmdline())
    # The supervisor's own command line names no part; a test runner's may name several.
    return (
        "load generator"
        if process.pid == os.getpid()
        else next((kind for word, kind in KINDS.items() if word in line), "")
    )


def _busy() -> float:
    """Return the seconds that all cores have worked since the machine started."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))


def _cpu(process: psutil.Process) -> float:
    if not process.is_running():
        return 0.0
    times = process.cpu_times()
    return float(times.user + times.system)
