"""Two web and three worker processes on one Valkey and one PostgreSQL share the work.

How throughput grows with workers is measured by a command (`python -m tests.scale`), as on a
machine that does something else it would be a matter of luck.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cluster import Cluster

STREAMS, FPS, SECONDS = 12, 2, 10


@pytest.mark.slow
def test_every_worker_takes_its_part_and_every_frame_is_accounted_for(tmp_path: Path) -> None:
    with Cluster(tmp_path, web=2, workers=3) as cluster:
        asked = ("--streams", STREAMS, "--fps", FPS, "--seconds", SECONDS)
        figures = cluster.loadtest(*map(str, asked))
        shares = cluster.frames_by_worker()
        remaining = cluster.manage(
            "shell",
            "--no-imports",
            "-c",
            "from consult.consultations.models import Reading; print(Reading.objects.count())",
        )
    assert figures["offered"] == STREAMS * FPS * SECONDS
    assert (figures["balances"], figures["faults"]) == (True, [])
    assert figures["closed_early"] == []
    assert figures["stored"] + sum(figures["dropped"].values()) == figures["sent"]
    # Both sides of the service: each stored reading reached the dashboard of its own web process.
    assert figures["shown"] == figures["stored"] > 0
    assert sum(shares) >= figures["stored"]
    # A third each on average; a tenth each is no accident, and no worker that only looks on.
    assert len(shares) == 3
    assert min(shares) > sum(shares) / 10
    assert remaining.strip().endswith("0")
