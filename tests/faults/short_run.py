"""The fault driver in short, as the tests run it.

`python -m tests.faults --kills 100` is the long run. Times are held loosely here (`--slack`): the
machine that runs the tests is busy, and the long run holds them to what is promised.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.service import ROOT

SHORT = ("--seed", "7", "--hold", "2", "--slack", "10")
KILLS, OTHERS = 12, 3


def driven(folder: Path, *arguments: str) -> tuple[int, dict[str, Any], str]:
    """Return the driver's exit status, its result and what it printed."""
    out = folder / "result.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", *SHORT, *arguments, "--json", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert out.exists(), done.stdout[-5000:] + done.stderr[-5000:]
    return done.returncode, json.loads(out.read_text()), done.stdout


def keeps_its_promises(folder: Path, database: str) -> None:
    """Drive the service on a database; nothing that it promised may be broken."""
    asked = ("--database", database, "--kills", str(KILLS), "--others", str(OTHERS))
    status, found, said = driven(folder, *asked)
    assert found["broken"] == [], said
    assert (status, found["kills"], found["faults"]) == (0, KILLS, KILLS + OTHERS)
    # It was a call that went on, not a silence.
    assert found["readings_journaled"] > 10 * KILLS
    assert found["markers_journaled"] > KILLS
    assert found["pauses_journaled"] > KILLS
