"""One running service for all files here that need real processes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from tests.camera import Call
from tests.service import RunningService


# Not of the package: files of others come between its own, and each time it would end.
@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """The product with JSON logs, as in production, and a folder of its own for temporary files."""
    folder = tmp_path_factory.mktemp("trust")
    temporary = folder / "tmp"
    temporary.mkdir()
    chosen = {"LOG_JSON": "1", "EMAIL_URL": "memorymail://", "TMPDIR": str(temporary)}
    with RunningService(folder, WORKERS="1", **chosen) as running:
        yield running


@pytest.fixture(autouse=True)
def rates_begin_anew(request: pytest.FixtureRequest) -> None:
    """Let no test be held back by what the ones before it asked, all from one address."""
    if "service" not in request.fixturenames:
        return
    service: RunningService = request.getfixturevalue("service")
    address = (service.folder / "run" / "redis-url").read_text(encoding="utf-8").strip()
    with Redis.from_url(address) as store:
        kinds = ("*throttle_*", "*allauth:rl:*", "*shut_out:*")
        counted = [key for kind in kinds for key in store.scan_iter(kind)]
        if counted:
            store.delete(*counted)


@pytest.fixture
def call(service: RunningService) -> Iterator[Call]:
    """A consultation with Alice's browser and Erin's; it ends with the test."""
    made = Call(service)
    yield made
    if made.alice.call("GET", made.path)["state"] == "open":
        made.end()
