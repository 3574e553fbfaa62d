"""The few lines that a load test says, and where it writes the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from consult.live.load import text_report

STEP: dict[str, Any] = {
    "streams": 60,
    "fps": 2.0,
    "stored_per_s": 118.0,
    "lost_share": 0.0167,
    "capture_to_answer_ms": {"p50": 44.0, "p95": 65.0, "p99": 136.0},
    "p95_by_tenth_ms": [61.0, 62.0, 63.0, 64.0, 65.0, 66.0, 67.0, 68.0, 69.0, None],
    "balances": True,
}


def test_a_soak_says_how_it_went_over_time() -> None:
    guests = {"came": 9, "refused": 1, "went_before": 2, "sent": 80, "stored": 79}
    background = {**guests, "questions": 45, "questions_failed": 2}
    web = {"kind": "web", "pid": 7, "memory_start_mb": 180.0, "memory_end_mb": 183.5}
    said = text_report.lines({**STEP, "company": background, "soak": {"processes": [web]}})
    assert said == [
        "60 streams at 2.0/s: 118.0/s stored, 1.7 % lost, p95 65.0 ms, balanced",
        "p95 by tenth of the time, ms: 61.0, 62.0, 63.0, 64.0, 65.0, 66.0, 67.0, 68.0, 69.0, None",
        "9 guests, 1 refused, 2 gone before they were let in, 79 of their 80 frames stored, 2 of"
        " their 45 questions failed",
        "web (7): 180.0 to 183.5 MB",
    ]


def test_a_ramp_says_each_step_and_what_held() -> None:
    failed = {**STEP, "streams": 120, "balances": False}
    said = text_report.lines({"largest": 60, "steps": [STEP, failed]})
    assert len(said) == 5
    assert "NOT balanced" in said[2]
    assert said[-1] == "60 streams is the most that holds"


def test_a_file_that_cannot_be_written_is_told_before_the_run(tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "missing" / "load.json"):
        with pytest.raises(CommandError, match=r"--json: .* cannot be written"):
            call_command("loadtest", "--streams", "1", "--json", str(file))
