"""`REDIS_URL` and `DATABASE_URL` replace the embedded parts: a real Valkey and PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult.ports import free_port
from tests.camera import Call, received, socket, until_read
from tests.postgres import RunningPostgres
from tests.service import RunningService, wait_until
from tests.valkey import RunningValkey

pytestmark = pytest.mark.slow


def test_a_call_and_its_report_on_ones_own_valkey_and_postgresql(tmp_path: Path) -> None:
    port = free_port()
    with RunningValkey(tmp_path, port), RunningPostgres() as database:
        own = {"REDIS_URL": f"redis://127.0.0.1:{port}/0", "DATABASE_URL": database}
        with RunningService(tmp_path / "data", WORKERS="1", **own) as service:
            assert service.processes("valkey") == []
            call = Call(service)
            with socket(service, call.camera_ticket()) as camera:
                received(camera, "policy")
                until_read(camera)
            call.end()
            assert wait_until(lambda: call.report()["state"] == "ready", within=30)
        assert not (tmp_path / "data" / "consult.sqlite3").exists()
