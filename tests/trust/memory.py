"""How much memory a process has taken at most, and how much it has written: a look at the end
would miss both. Linux only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

MIB = 1 << 20


@contextmanager
def grows_at_most(process: psutil.Process, mib: float) -> Iterator[None]:
    """Require of a block that the process's peak of memory stays within so many MiB of now.

    The kernel keeps the peak (VmHWM, set back by writing 5 to clear_refs): Linux only.
    """
    folder = Path(f"/proc/{process.pid}")
    (folder / "clear_refs").write_text("5")
    before = _peak(folder)
    yield
    assert process.is_running()
    grown = (_peak(folder) - before) / MIB
    assert grown < mib, f"{grown:.0f} MiB more"


@contextmanager
def writes_at_most(process: psutil.Process, mib: float) -> Iterator[None]:
    """Require of a block that the process writes no more than so many MiB into files.

    Counted by the kernel (wchar), so a file that was never named, or is gone again, counts; what
    is sent through sockets does not.
    """
    before = process.io_counters().write_chars
    yield
    written = (process.io_counters().write_chars - before) / MIB
    assert written < mib, f"{written:.1f} MiB written"


def _peak(folder: Path) -> int:
    status = (folder / "status").read_text()
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return 1024 * int(line.split()[1])
