"""Known vulnerabilities of what is locked, from PyPI's and npm's advisories.

A service that cannot be asked is said by name and is no "clean": pip-audit calls it that when it
could look up not one package.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from tests.supply.locks import LOCK, MODELS, ROOT

EXPLAINED = ROOT / "requirements" / "advisories.txt"
"""Lines `ID  reason`: advisories that do not reach this product, and why."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line for who asked."""

    words: str
    serious: bool = False


def explained() -> dict[str, str]:
    """Return id → reason."""
    lines = EXPLAINED.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(maxsplit=1) for line in lines if line.strip() and not line.startswith("#")]
    return {flaw: reason for flaw, reason in pairs}  # noqa: C416  (no reason: it fails here)


def python() -> list[Finding]:
    """Ask for the Python packages of the image."""
    command = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip"]
    command += ["--progress-spinner", "off", "--format", "json"]
    locks = [part for lock in (LOCK, MODELS) for part in ("--requirement", str(lock))]
    done = subprocess.run([*command, *locks], capture_output=True, text=True, check=False)
    return read_pip(done.stdout, explained())


def npm() -> list[Finding]:
    """Ask for the packages of the frontend, those for development too: they build it."""
    command = ["npm", "audit", "--json"]
    done = subprocess.run(
        command, cwd=ROOT / "frontend", capture_output=True, text=True, check=False
    )
    return read_npm(done.stdout, explained())


def read_pip(answer: str, known: dict[str, str]) -> list[Finding]:
    """Return what pip-audit's JSON says."""
    packages: list[dict[str, Any]] = _json(answer).get("dependencies", [])
    asked = [one for one in packages if "skip_reason" not in one]
    if not asked:
        return [Finding("SKIPPED pip-audit: PyPI's advisory service cannot be reached")]
    found = [
        _finding(f"{one['name']} {one['version']}", flaw["id"], known)
        for one in asked
        for flaw in one["vulns"]
    ]
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    left = [Finding(f"not known to PyPI's advisories: {', '.join(skipped)}")] if skipped else []
    return [Finding(f"pip-audit: {len(asked)} packages looked up"), *found, *left]


def read_npm(answer: str, known: dict[str, str]) -> list[Finding]:
    """Return what npm's JSON says."""
    told = _json(answer)
    if "vulnerabilities" not in told:
        return [Finding("SKIPPED npm audit: npm's advisory service cannot be reached")]
    found = {
        (name, advisory["url"].rsplit("/", 1)[-1])
        for name, entry in told["vulnerabilities"].items()
        for advisory in entry["via"]
        # The others only name the package that has the advisory.
        if isinstance(advisory, dict)
    }
    total = told["metadata"]["dependencies"]["total"]
    return [
        Finding(f"npm audit: {total} packages looked up"),
        *(_finding(name, flaw, known) for name, flaw in sorted(found)),
    ]


def _finding(package: str, flaw: str, known: dict[str, str]) -> Finding:
    if flaw in known:
        return Finding(f"explained: {package}: {flaw}: {known[flaw]}")
    return Finding(f"VULNERABLE {package}: {flaw}", serious=True)


def _json(answer: str) -> dict[str, Any]:
    try:
        return dict(json.loads(answer))
    except ValueError:
        return {}
