"""The bill of materials in CycloneDX: what of Python is in the image, what of npm in the pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.supply.locks import LOCK, MODELS, ROOT


def write(folder: Path) -> list[Path]:
    """Write both files; return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_python(folder / "python.cdx.json"), _npm(folder / "npm.cdx.json")]


def _python(path: Path) -> Path:
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "-"]
    command += ["--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "application"]
    command += ["--output-reproducible", "--output-file", str(path)]
    # Both locks: the package that is taken for its weights alone is in the image, too.
    everything = b"".join(lock.read_bytes() for lock in (LOCK, MODELS))
    subprocess.run(command, input=everything, check=True, capture_output=True)
    return path


def _npm(path: Path) -> Path:
    # With what builds them, marked so: `--omit dev` drops preact, which some of that needs, too.
    command = ["npm", "sbom", "--package-lock-only"]
    command += ["--sbom-format", "cyclonedx", "--sbom-type", "application"]
    done = subprocess.run(command, cwd=ROOT / "frontend", check=True, capture_output=True)
    path.write_bytes(done.stdout)
    return path
