"""Two web and three worker processes on one Valkey and one PostgreSQL share the work.

How throughput grows with workers is measured by a command (`python -m tests.scale`), as on a
machine that does something else it would be a matter of luck.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.cluster import Cluster
from tests.service import Browser

STREAMS, FPS, SECONDS = 12, 2, 10
ALICE = (
    "from consult.accounts.services import make_practice, make_user;"
    "make_user(make_practice('North', preset='default', retention_days=30), role='counsellor',"
    " email='alice@example.org', name='Alice', password='consult-demo')"
)


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with Cluster(tmp_path_factory.mktemp("cluster"), web=2, workers=3) as running:
        yield running


def test_every_worker_takes_its_part_and_every_frame_is_accounted_for(cluster: Cluster) -> None:
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
    # Each dashboard's page has read all five parts when it opened.
    assert (figures["questions"] >= 5 * STREAMS, figures["questions_failed"]) == (True, 0)
    assert figures["stored"] + sum(figures["dropped"].values()) == figures["sent"]
    # Both sides of the service: each stored reading reached the dashboard of its own web process.
    assert figures["shown"] == figures["stored"] > 0
    assert sum(shares) >= figures["stored"]
    # A third each on average; a tenth each is no accident, and no worker that only looks on.
    assert len(shares) == 3
    assert min(shares) > sum(shares) / 10
    assert remaining.strip().endswith("0")


def connections(cluster: Cluster) -> int:
    """Return how many connections the database holds for the service."""
    with psycopg.connect(cluster.environment["DATABASE_URL"]) as asking:
        found = asking.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchone()
    assert found is not None
    return int(found[0])


def test_a_request_takes_its_connection_with_it(cluster: Cluster) -> None:
    cluster.manage("shell", "--no-imports", "-c", ALICE)
    browser = Browser(cluster)
    browser.sign_in()
    before = connections(cluster)
    with ThreadPoolExecutor(4) as threads:
        answers = [*threads.map(lambda _: browser.call("GET", "/api/v1/me/"), range(150))]
    assert {answer["email"] for answer in answers} == {"alice@example.org"}
    assert connections(cluster) <= before + 4


def test_guests_who_come_and_go_leave_nothing(cluster: Cluster) -> None:
    soak = cluster.loadtest("--streams", "4", "--seconds", "8", "--churn", "2")
    assert soak["balances"]
    guests = soak["company"]
    # On a busy machine a guest's time may be over before the door opens.
    assert guests["came"] + guests["went_before"] > 10
    assert (guests["refused"], guests["questions_failed"]) == (0, 0)
    # What guests see counts, too: their pages read all five parts, and their cameras film.
    assert guests["questions"] >= 5 * guests["came"] > 0
    assert guests["sent"] > 0
    left = soak["soak"]
    # A stream for each camera, and a consultation for each stream: nobody comes twice.
    assert left["streams"] == left["consultations"] >= 4 + guests["came"]
    assert (left["unsettled"], left["unbalanced"], left["tasks_waiting"]) == (0, 0, 0)
    kinds = [one["kind"] for one in left["processes"]]
    assert (kinds.count("web"), kinds.count("analyzer")) == (2, 3)
    for one in left["processes"]:
        # Connections that a process keeps for next time; one for each guest would be far more.
        assert one["open_files_at_rest"] <= one["open_files_before"] + 20, one


@pytest.mark.parametrize("kind", ["flooding", "stalled"])
def test_a_nuisance_costs_the_others_no_answer(cluster: Cluster, kind: str) -> None:
    asked = ("--streams", "4", "--seconds", "5", "--rounds", "1", "--nuisance", kind)
    found = cluster.loadtest(*asked, "--pages", "none", "--empty", "0.5")
    calm, disturbed = found["steps"]
    assert (calm["pages"], calm["empty"], calm["questions"]) == ("none", 0.5, 0)
    assert disturbed["company"]["came"] >= 1
    assert (disturbed["balances"], disturbed["closed_early"]) == (True, [])
    assert disturbed["unanswered"] == calm["unanswered"] == 0
    if kind == "flooding":
        assert any("4429" in why for why in disturbed["company"]["closed"])
        assert disturbed["company"]["refused"] >= 1
