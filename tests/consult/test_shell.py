"""The one page: what it tells the frontend of where it runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory

from consult import shell
from consult.frontend_build import ENTRY


@pytest.fixture(autouse=True)
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for a built frontend."""
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({ENTRY: {"file": "main.js"}}))
    monkeypatch.setattr(shell, "MANIFEST", manifest)


@pytest.mark.parametrize(("demo", "debug"), [(True, False), (False, True), (False, False)])
def test_the_gallery_is_only_for_those_who_work_on_it(
    settings: Any, demo: bool, debug: bool
) -> None:
    settings.DEMO, settings.DEBUG = demo, debug
    page = shell.shell(RequestFactory().get("/design")).content.decode()
    assert ("data-gallery" in page) is (demo or debug)
