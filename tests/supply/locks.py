"""What is locked: Python packages of the image, and what of npm reaches a browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / "serve.txt"
MODELS = ROOT / "requirements" / "models.txt"
IMAGE = {
    "python_full_version": "3.11.13",
    "python_version": "3.11",
    "sys_platform": "linux",
    "implementation_name": "cpython",
}
"""What the Dockerfile begins with."""
NPM_LOCK = ROOT / "frontend" / "package-lock.json"


def python_packages(lock: Path = LOCK) -> dict[str, str]:
    """Return name → version of what is locked for the image: Linux and its Python."""
    found = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        match = re.match(r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s;\\]+)(?:\s*;\s*([^\\]+))?", line)
        if match and not _elsewhere(match.group(3) or ""):
            found[normal(match.group(1))] = match.group(2)
    return found


def npm_packages() -> dict[str, dict[str, Any]]:
    """Return name → entry of each package of npm that is not only for development."""
    entries = json.loads(NPM_LOCK.read_text(encoding="utf-8"))["packages"]
    return {
        path.removeprefix("node_modules/"): entry
        for path, entry in entries.items()
        if path and not entry.get("dev")
    }


def normal(name: str) -> str:
    """Return a package's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _elsewhere(marker: str) -> bool:
    return bool(marker.strip()) and not Marker(marker.strip()).evaluate(IMAGE)
