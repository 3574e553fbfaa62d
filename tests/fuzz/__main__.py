"""`python -m tests.fuzz --cases 100000 --seed 1`: no exception, no leak, no wrong face.

Prints how often each answer was given; the exit status is 1 where a fault was found.
"""

from __future__ import annotations

import argparse
import json
import os
import sys

from analyzer import DETECTORS

FLAT_MB = 32.0
"""Growth of memory after the warm-up that a run may show: caches of sizes not seen before."""
SHOWN = 20


def main() -> int:
    """Run, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--detector", default=DETECTORS[0], choices=DETECTORS)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from tests.fuzz.run import analyzer_of, fuzz

    outcome = fuzz(analyzer_of(options.detector), options.cases, options.seed)
    told = {
        "cases": outcome.cases,
        "seed": options.seed,
        "detector": options.detector,
        "answers": dict(outcome.by_answer.most_common()),
        "memory_mb": [round(value) for value in outcome.memory_mb],
        "faults": len(outcome.faults),
    }
    print(json.dumps(told, indent=1))
    for fault in outcome.faults[:SHOWN]:
        print(fault, file=sys.stderr)
    if outcome.growth_mb > FLAT_MB:
        print(f"memory grew by {outcome.growth_mb:.0f} MB", file=sys.stderr)
    return int(bool(outcome.faults) or outcome.growth_mb > FLAT_MB)


if __name__ == "__main__":
    sys.exit(main())
