"""Processes that are started beside the migrations and begin to work after them.

Each needs a second or more for its imports, and the migrations of a first start take as long as all
of them together: one after the other would leave cores idle (docs/performance.md, "A first start").
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

from consult.environment import LOCAL

AWAITS: Final = "CONSULT_AWAITS"
"""Names a file that a process waits for; `consult.launch` sets it, and nobody else."""
READY_TO_WORK: Final = LOCAL / "run" / "ready-to-work"
"""Made by `consult.launch` when the tables are there."""
_LOOK_EVERY_S: Final = 0.02


def await_tables() -> None:
    """Return when the tables are there: at once, but for a process of `make run` that starts."""
    awaited = os.environ.get(AWAITS)
    while awaited and not Path(awaited).exists():
        time.sleep(_LOOK_EVERY_S)
