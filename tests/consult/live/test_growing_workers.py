"""More workers serve more, on one Valkey and PostgreSQL behind two web processes.

Each worker is held to a tenth of a core, so that every machine has room for three: what is counted
is what so many tenths serve, not how fast the machine is. With figures: `python -m tests.scale`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cluster import Cluster
from tests.scale import measured

SHARE, STREAMS, SECONDS = 0.1, 70, 8
GROWS = 1.6
"""Three tenths against one serve three times as many where nothing else is in the way."""
TRIES = 3

pytestmark = pytest.mark.slow


@pytest.fixture
def cluster(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Cluster]:
    # The rate held: a service that asks for less when it is short would hide what is counted.
    monkeypatch.setenv("FRAME_RATE_LEAST", "2.0")
    with Cluster(tmp_path_factory.mktemp("growing"), web=2, workers=1) as running:
        yield running


@pytest.mark.timeout(600)
def test_three_workers_serve_more_than_one(cluster: Cluster) -> None:
    tried = []
    for _ in range(TRIES):
        one, three = (measured(cluster, count, SHARE, STREAMS, SECONDS) for count in (1, 3))
        assert one["balances"]
        assert three["balances"]
        assert len(three["frames_by_worker"]) == 3
        assert min(three["frames_by_worker"]) > 0
        tried.append((one, three))
        # A machine that others take whole gives no worker its tenth: then it says nothing.
        if three["stored_per_s"] > GROWS * one["stored_per_s"]:
            return
    pytest.fail(f"no growth: {tried}")
