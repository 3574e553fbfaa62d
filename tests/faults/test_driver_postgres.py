"""Promises are kept on PostgreSQL, too, which is killed as well.

A file of its own: files are what the tests' processes share out.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.short_run import keeps_its_promises

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def test_promises_are_kept(tmp_path: Path) -> None:
    keeps_its_promises(tmp_path, "postgres")
