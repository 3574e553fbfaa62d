"""Telling the sockets: a hint that costs nobody a long wait, and comes after what must be done."""

from __future__ import annotations

import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings
from structlog.testing import capture_logs

from consult.consultations.models import Consultation
from consult.consultations.services import scheduling
from consult.live import announce, layer
from consult.live.groups import tell
from consult.ports import free_port
from consult.reports import receivers
from tests.valkey import RunningValkey


def test_a_valkey_that_hangs_holds_nobody_up(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RunningValkey(tmp_path, free_port()) as server:
        layers = settings.CHANNEL_LAYERS
        config = layers["default"]["CONFIG"]
        host = {**config["hosts"][0], "address": f"redis://127.0.0.1:{server.port}/0"}
        settings.CHANNEL_LAYERS = {
            **layers,
            "default": {**layers["default"], "CONFIG": {**config, "hosts": [host]}},
        }
        server.process.send_signal(signal.SIGSTOP)
        # It would be waited for until the test's own limit.
        monkeypatch.setattr(layer, "SILENCE_S", 3600.0)
        with capture_logs() as logs:
            tell(("one", {"type": "first"}), ("two", {"type": "second"}))
        server.process.send_signal(signal.SIGCONT)
    assert [(entry["event"], entry["message_types"]) for entry in logs] == [
        ("hints_lost", ["first", "second"])
    ]


def test_a_report_is_enqueued_before_anybody_is_told(
    opened: Consultation,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    done: list[str] = []
    monkeypatch.setattr(receivers, "send_to_workers", lambda pk: done.append("enqueued"))
    monkeypatch.setattr(announce, "tell", lambda *hints: done.append("told"))
    with django_capture_on_commit_callbacks(execute=True):
        scheduling.end_consultation(opened)
    assert done == ["enqueued", "told"]


@pytest.mark.django_db
def test_sessions_that_are_over_are_deleted_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(session: Session) -> dict[str, object]:
        raise AssertionError(session)

    long_ago = timezone.now() - timedelta(days=1)
    Session.objects.create(session_key="over", session_data="x", expire_date=long_ago)
    monkeypatch.setattr(Session, "get_decoded", refuse)
    call_command("clearsessions")
    assert not Session.objects.exists()
