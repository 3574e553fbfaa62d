"""Workers that write letters at once."""

from __future__ import annotations

import pytest

from consult.operations import letters, tasks


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """Deliver at once what would wait for a worker; its arguments are kept."""
    ordered: list[list[int]] = []

    def take(task: str, arguments: list[int]) -> bool:
        assert task == letters.DELIVER
        ordered.append(arguments)
        tasks.practice_letter(*arguments)
        return True

    monkeypatch.setattr(letters, "enqueue", take)
    return ordered
