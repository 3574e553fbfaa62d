"""Mail is handed to a worker, and here there is none: it is delivered at once."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def mail_at_once(delivered_at_once: None) -> None:
    """Every test of accounts has it."""
