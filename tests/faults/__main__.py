"""`python -m tests.faults --kills 100 --json OUT`: faults over every process, promises checked."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Run, print, write; return 0 when every promise was kept."""
    chosen = asked().parse_args()
    kept = contextlib.nullcontext(chosen.keep and str(chosen.keep.resolve()))
    with kept if chosen.keep else tempfile.TemporaryDirectory(prefix="consult-faults-") as folder:
        # Before anything of the product is imported: settings are read once.
        os.environ.update(CONSULT_DATA=folder, DEMO="1", DJANGO_SETTINGS_MODULE="consult.settings")
        from tests.faults.drive import driven

        return driven(chosen, Path(folder))


def asked() -> argparse.ArgumentParser:
    """Return the command line's parser."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="kills -9")
    parser.add_argument("--others", type=int, help="other faults between them (half as many)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--roles", nargs="+", help="strike only these: web analyzer reports …")
    parser.add_argument("--hold", type=float, default=10.0, help="seconds of SIGSTOP and of a hole")
    parser.add_argument(
        "--slack", type=float, default=1.0, help="times may be so much longer: a busy machine"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the result here")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave data and logs here")
    parser.add_argument(
        "--break",
        dest="broken",
        choices=("answer-before-commit",),
        help="run a worker that breaks the promise: the run must fail",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
