"""What a service's processes and its Redis spend while the load is on."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
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
    came: bool = False
    """Started while the load was on: in the place of one that went."""
    went: bool = False
    """Ended while the load was on; what it took after the last look at it is not counted."""
    memory: list[int] = field(default_factory=list)
    open_files_before: int = 0
    open_files: list[int] = field(default_factory=list)
    open_files_at_rest: int | None = None

    def look(self) -> None:
        """Note what it holds and has spent by now, unless it is gone."""
        try:
            memory, files = self.process.memory_info().rss, self.process.num_fds()
            spent = _cpu(self.process)
        except psutil.Error:
            memory = 0
        if not memory:  # gone, or dead and nobody has asked after it yet
            self.went = True
            return
        self.memory.append(memory)
        self.open_files.append(files)
        self.cpu_s = spent - self.cpu_before


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
            with suppress(psutil.Error):
                used.cpu_before = _cpu(used.process)

    def stop(self) -> None:
        """Take the differences."""
        self.redis = {name: n - self._commands[name] for name, n in self._counted().items()}
        self.processes += self._newcomers()
        self._look()
        self.others_s = _busy() - self._busy - sum(used.cpu_s for used in self.processes)

    async def watch(self) -> None:
        """Note every process's memory once a second until cancelled."""
        while True:
            self._look()
            await asyncio.sleep(self._every)

    def rest(self) -> None:
        """Look once more when nothing is asked of the service any longer."""
        for used in self.processes:
            with suppress(psutil.Error):
                used.open_files_at_rest = used.process.num_fds()

    def _newcomers(self) -> list[Used]:
        known = {used.process for used in self.processes}
        left = [root for root in self._roots if psutil.pid_exists(root)]
        return [Used(_kind(one), one, came=True) for one in _family(left) if one not in known]

    def _look(self) -> None:
        for used in self.processes:
            used.look()

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
    try:
        line = " ".join(process.cmdline())
    except psutil.Error:  # it has just ended
        return ""
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
    """Return the seconds that a process has worked. Raises psutil.Error for one that is gone."""
    times = process.cpu_times()
    return float(times.user + times.system)
