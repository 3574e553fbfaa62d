"""`python -m tests.supply audit | sbom | licences`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.supply import audit, licences, sbom


def main(what: str) -> int:
    """Do it; return the exit status."""
    if what == "audit":
        findings = [*audit.python(), *audit.npm()]
        print("\n".join(one.words for one in findings))
        return 1 if any(one.serious for one in findings) else 0
    if what == "sbom":
        print("\n".join(str(path) for path in sbom.write(Path(".local/sbom"))))
        return 0
    licences.PAGE.write_text(licences.page(), encoding="utf-8")
    print(licences.PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
