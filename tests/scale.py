"""`python -m tests.scale --json OUT`: throughput of one, two and three workers, on PostgreSQL.

Each load offers more than any of them serves, with the rate held (`FRAME_RATE_LEAST`), so that
what is stored is what they can. Two web processes throughout, everything on this machine.

A machine of two cores has none for a second worker: the web processes, PostgreSQL and the load
generator need them, too. So each worker is held to a `--share` of a core (`tests.cpu_limit`), as a
container's `cpus` would, and a small machine stands for a larger one. `--share 1` does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.cluster import Cluster

SHOWN = ("stored_per_s", "lost_share", "cpu_ms_per_frame", "other_cpu_share")


def main() -> None:
    """Measure each number of workers and print what they stored, and the ratio to the first."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--workers", type=int, nargs="+", default=[1, 2, 3])
    arguments.add_argument("--share", type=float, default=0.06, help="of a core, for each worker")
    arguments.add_argument("--streams", type=int, default=60)
    arguments.add_argument("--seconds", type=int, default=20)
    arguments.add_argument("--json", type=Path)
    chosen = arguments.parse_args()
    os.environ["FRAME_RATE_LEAST"] = "2.0"
    with tempfile.TemporaryDirectory() as folder, Cluster(Path(folder), 2, 0) as cluster:
        steps = [
            measured(cluster, count, chosen.share, chosen.streams, chosen.seconds)
            for count in sorted(chosen.workers)
        ]
    for step in steps:
        step["ratio"] = round(step["stored_per_s"] / steps[0]["stored_per_s"], 2)
    text = json.dumps(
        {
            "command": shlex.join(["python", "-m", "tests.scale", *sys.argv[1:]]),
            "share": chosen.share,
            "steps": steps,
        },
        indent=1,
    )
    if chosen.json:
        chosen.json.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


def measured(
    cluster: Cluster, workers: int, share: float, streams: int, seconds: int
) -> dict[str, Any]:
    """Return the figures of so many workers under one load.

    `worker_shares` is what each took of a core: less than `share` where the machine had no more.
    """
    cluster.have_workers(workers)
    before = cluster.frames_by_worker()
    asked = ("--streams", str(streams), "--fps", "2", "--seconds", str(seconds))
    with cluster.held(share):
        figures = cluster.loadtest(*asked)
    after = cluster.frames_by_worker()
    return {
        "workers": workers,
        **{name: figures[name] for name in SHOWN},
        "balances": figures["balances"],
        "frames_by_worker": [now - then for now, then in zip(after, before, strict=True)],
        "worker_shares": [
            one["cpu_share"] for one in figures["processes"] if one["kind"] == "analyzer"
        ],
    }


if __name__ == "__main__":
    main()
