"""The driver of the fault runs finds a promise that is broken.

A file of its own: files are what the tests' processes share out.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.short_run import driven

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def test_a_worker_that_answers_before_it_commits_is_found_out(tmp_path: Path) -> None:
    asked = ("--kills", "3", "--others", "0", "--roles", "analyzer")
    status, found, _ = driven(tmp_path, *asked, "--break", "answer-before-commit")
    assert status == 1
    assert found["missing"] > 0
    assert any(fault.startswith("lost: reading") for fault in found["broken"])
