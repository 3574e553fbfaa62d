"""What holds for every test of the Django part."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English: a request leaves its language active in the thread."""
    with translation.override("en"):
        yield
