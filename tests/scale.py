"""`python -m tests.scale --json OUT`: throughput of one, two and three workers, on PostgreSQL.

Each load offers more than any of them serves, with the rate held (`FRAME_RATE_LEAST`), so that
what is stored is what they can. Two web processes throughout, everything on this machine.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.cluster import Cluster

os.environ["FRAME_RATE_LEAST"] = "2.0"
SHOWN = ("stored_per_s", "lost_share", "cpu_ms_per_frame", "other_cpu_share")


def main() -> None:
    """Measure each number of workers and print what they stored, and the ratio to the first."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--workers", type=int, nargs="+", default=[1, 2, 3])
    arguments.add_argument("--streams", type=int, default=360)
    arguments.add_argument("--seconds", type=int, default=20)
    arguments.add_argument("--json", type=Path)
    chosen = arguments.parse_args()
    steps = [measured(count, chosen.streams, chosen.seconds) for count in chosen.workers]
    for step in steps:
        step["ratio"] = round(step["stored_per_s"] / steps[0]["stored_per_s"], 2)
    text = json.dumps(steps, indent=1)
    if chosen.json:
        chosen.json.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


def measured(workers: int, streams: int, seconds: int) -> dict[str, Any]:
    """Return the figures of so many workers under one load."""
    with tempfile.TemporaryDirectory() as folder, Cluster(Path(folder), 2, workers) as cluster:
        asked = ("--streams", str(streams), "--seconds", str(seconds))
        figures = cluster.loadtest(*asked)
        by_worker = cluster.frames_by_worker()
    share = {name: figures[name] for name in SHOWN}
    return {"workers": workers, **share, "frames_by_worker": by_worker}


if __name__ == "__main__":
    main()
