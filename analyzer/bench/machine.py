"""What figures were measured on: the processor, one core of it, and what else it did meanwhile."""

import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

FLAGS: Final = (
    *("avx2", "avx512f", "avx_vnni", "avx512_vnni", "amx_int8"),
    *("asimddp", "i8mm", "sve"),
)
"""What kernels are chosen by, of x86 and of ARM: without eight-bit ones both networks are several
times slower."""
Clock = Callable[[], float]
"""Tells seconds."""
CPU: Final = Path("/proc/cpuinfo")
TIMES: Final = Path("/proc/stat")
_IDLE: Final = (3, 4)
"""Of a core's times in TIMES: idle, and waiting for a disk. The last two are in the first two."""


def description(cpu: Path = CPU) -> dict[str, Any]:
    """Return processor, those of its flags that matter, cores, Python and today's date (UTC).

    What a system does not tell is None; of one without /proc the flags are empty.
    """
    told = _told(cpu)
    flags = (told.get("flags") or told.get("Features") or "").split()
    return {
        "cpu": told.get("model name") or platform.processor() or None,
        "architecture": platform.machine(),
        "flags": [flag for flag in FLAGS if flag in flags],
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "date": datetime.now(UTC).date().isoformat(),
    }


@contextmanager
def one_core() -> Iterator[int | None]:
    """Hold this thread, and those that it starts, to one core, and give that core's number.

    The last of those allowed: interrupts mostly go to the first. None where the system pins
    nothing (macOS, Windows); what starts more threads than one may use several cores there.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield None
        return
    before = os.sched_getaffinity(0)
    core = max(before)
    os.sched_setaffinity(0, {core})
    try:
        yield core
    finally:
        os.sched_setaffinity(0, before)


class OtherLoad:
    """What everything but this process takes of the machine's cores, from its making on."""

    def __init__(
        self, own: Clock = time.process_time, now: Clock = time.monotonic, times: Path = TIMES
    ) -> None:
        self._clocks, self._times = (own, now), times
        self._busy, self._own, self._at = _busy_s(times), own(), now()

    def cores(self) -> float | None:
        """Return how many cores others kept busy, 0 to all; None where the system does not say."""
        busy, (own, at) = _busy_s(self._times), (clock() for clock in self._clocks)
        if busy is None or self._busy is None or at <= self._at:
            return None
        others = (busy - self._busy) - (own - self._own)
        return round(max(0.0, others / (at - self._at)), 2)


def _busy_s(times: Path) -> float | None:
    """Return how long all cores together have worked so far, seconds."""
    try:
        first = times.read_text(encoding="ascii").splitlines()[0]
    except OSError:
        return None
    ticks = [int(word) for word in first.split()[1:9]]
    busy = sum(ticks) - sum(ticks[place] for place in _IDLE)
    return busy / os.sysconf("SC_CLK_TCK")


def _told(path: Path) -> Mapping[str, str]:
    """Return what is said of the first core, by its names."""
    try:
        first, *_ = path.read_text(encoding="utf-8", errors="replace").split("\n\n", 1)
    except OSError:
        return {}
    pairs = (line.partition(":") for line in first.splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs}
