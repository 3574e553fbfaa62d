"""Promises are kept on SQLite whatever is killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.short_run import keeps_its_promises

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def test_promises_are_kept(tmp_path: Path) -> None:
    keeps_its_promises(tmp_path, "sqlite")
