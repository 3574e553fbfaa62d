"""Every page is light: at most 150 KB of compressed script before anything can be done on it."""

from __future__ import annotations

import pytest

from tests.first_load import pages, script_bytes

BUDGET = 150_000


@pytest.mark.skipif(not pages(), reason="the frontend is not built: make setup")
@pytest.mark.parametrize("page", pages())
def test_a_page_loads_at_most_its_budget(page: str) -> None:
    assert script_bytes(page) <= BUDGET
