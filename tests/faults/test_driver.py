"""The fault driver in short: promises hold, and a worker that breaks one is found out.

`python -m tests.faults --kills 100` is the long run. Times are held loosely here (`--slack`): the
machine that runs the tests is busy, and the long run holds them to what is promised.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.service import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

SHORT = ("--seed", "7", "--hold", "2", "--slack", "10")


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


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_promises_are_kept(tmp_path: Path, database: str) -> None:
    kills, others = 12, 3
    asked = ("--database", database, "--kills", str(kills), "--others", str(others))
    status, found, said = driven(tmp_path, *asked)
    assert found["broken"] == [], said
    assert (status, found["kills"], found["faults"]) == (0, kills, kills + others)
    # It was a call that went on, not a silence.
    assert found["readings_journaled"] > 10 * kills
    assert found["markers_journaled"] > kills


def test_a_worker_that_answers_before_it_commits_is_found_out(tmp_path: Path) -> None:
    asked = ("--kills", "3", "--others", "0", "--roles", "analyzer")
    status, found, _ = driven(tmp_path, *asked, "--break", "answer-before-commit")
    assert status == 1
    assert found["missing"] > 0
    assert any(fault.startswith("lost: reading") for fault in found["broken"])
