"""docs/licences.md: the licence of everything that is delivered."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tests.supply.locks import MODELS, ROOT, normal, npm_packages, python_packages

PAGE = ROOT / "docs" / "licences.md"
HEAD = """# Licences

Written by `make licences` from requirements/serve.txt, requirements/models.txt and the frontend's
lock; a test holds it to them. Consult itself is under the MIT licence ([LICENSE](../LICENSE)); what
it is delivered with besides packages, weights above all, is in [NOTICE](../NOTICE).
"""


def page() -> str:
    """Return the page."""
    python = _table("Python, in the image", _python())
    npm = [(name, one["version"], one["license"]) for name, one in npm_packages().items()]
    return "\n".join([HEAD, python, _table("npm, in the pages", npm)])


def _python() -> list[tuple[str, str, str]]:
    """Return name, version and licence of each package, as installed here tells it."""
    wanted = python_packages() | python_packages(MODELS)
    command = [sys.executable, "-m", "piplicenses", "--from", "mixed", "--format", "json"]
    # Its own parts are left out by default, and one of them is a part of ours, too.
    command += ["--with-system", "--packages", *wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: list[dict[str, Any]] = json.loads(done.stdout)
    by_name = {normal(one["Name"]): one["License"] for one in told}
    # A licence's whole text stands in some packages where its name belongs.
    return [
        (name, version, by_name[name].strip().splitlines()[0])
        for name, version in sorted(wanted.items())
    ]


def _table(title: str, rows: list[tuple[str, str, str]]) -> str:
    lines = [f"## {title}", "", "| package | version | licence |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), ""])
