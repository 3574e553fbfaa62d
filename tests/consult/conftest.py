"""What holds for every test of the Django part."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from consult import shell
from consult.celery import app
from consult.frontend_build import ENTRY


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English: a request leaves its language active in the thread."""
    with translation.override("en"):
        yield


@pytest.fixture
def delivered_at_once() -> Iterator[None]:
    """Do a task where it is ordered: mail is handed to a worker, and here there is none."""
    # Orders go by name: whoever is here alone has imported none of the tasks.
    app.loader.import_default_modules()
    app.conf.task_always_eager = app.conf.task_eager_propagates = True
    yield
    app.conf.task_always_eager = app.conf.task_eager_propagates = False


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for a built frontend."""
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({ENTRY: {"file": "main.js"}}))
    monkeypatch.setattr(shell, "MANIFEST", manifest)
