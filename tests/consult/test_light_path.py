"""The web process stays light: what only workers need is not imported."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = ("tensorflow", "keras", "cv2", "ai_edge_litert", "reportlab", "matplotlib", "sklearn")


def imported_by(statement: str) -> set[str]:
    """Return the heavy packages in memory after a statement, in a fresh interpreter."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "consult.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return set(HEAVY) & set(done.stdout.split())


def test_the_web_process_loads_neither_vision_nor_training() -> None:
    assert imported_by("import consult.asgi; import consult.urls") <= {"reportlab"}


@pytest.mark.parametrize("package", ["tensorflow", "keras", "matplotlib", "sklearn"])
def test_a_worker_serves_without_the_training_packages(package: str) -> None:
    loaded = imported_by("import consult.asgi\nfrom consult.live import frames")
    assert package not in loaded
