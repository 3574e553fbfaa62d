"""A public service does not start with weak settings, and says what to do."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from consult.operations import redis_disk
from consult.operations.checks import is_this_machine, refuse_weak_settings, weak_settings
from consult.ports import free_port
from tests.service import ROOT
from tests.valkey import RunningValkey

LONG = secrets.token_urlsafe(32)
STRONG: dict[str, Any] = {
    "PUBLIC_URL": "https://consult.north.test",
    "HTTPS": True,
    "DEBUG": False,
    "DEMO": False,
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": ["consult.north.test"],
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "ALLOWED_ORIGINS": ["https://consult.north.test"],
    "PROXY_COUNT": 1,
    "REDIS_URL": f"redis://:{LONG}@valkey:6379/0",
    "LIVE_REDIS_URL": f"redis://:{LONG}@live:6379/0",
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql", "PASSWORD": LONG}},
    "TURN_SECRET": LONG,
}
SQLITE = {"default": {"ENGINE": "django.db.backends.sqlite3"}}


def found(monkeypatch: pytest.MonkeyPatch, **weak: Any) -> list[str]:
    """Return the ids of what is found where all else is strong."""
    for name, value in (STRONG | weak).items():
        monkeypatch.setattr(settings, name, value, raising=False)
    return [str(one.id) for one in weak_settings(None)]


def test_strong_settings_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch) == []
    refuse_weak_settings()


@pytest.mark.parametrize(
    ("weak", "number"),
    [
        ({"DEBUG": True}, "E001"),
        ({"DEMO": True}, "E002"),
        ({"SECRET_KEY": "short"}, "E003"),
        ({"SECRET_KEY": "a" * 60}, "E003"),
        ({"SECRET_KEY": "django-insecure-" + secrets.token_urlsafe(40)}, "E003"),
        ({"PUBLIC_URL": "http://consult.north.test", "HTTPS": False}, "E004"),
        ({"ALLOWED_HOSTS": ["*"]}, "E005"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "E006"),
        ({"REDIS_URL": "redis://valkey/0"}, "E007"),
        ({"LIVE_REDIS_URL": "redis://10.0.0.5/0"}, "E007"),
        ({"DATABASES": SQLITE}, "E008"),
        ({"ALLOWED_ORIGINS": ["*"]}, "E009"),
        ({"ALLOWED_ORIGINS": ["https://a.test", "http://consult.north.test"]}, "E009"),
        ({"TURN_SECRET": "short"}, "E010"),
        ({"TURN_SECRET": "change-me-change-me-change-me"}, "E010"),
        ({"REDIS_URL": "redis://:short@valkey/0"}, "E010"),
        ({"DATABASES": {"default": {"ENGINE": "postgresql", "PASSWORD": "consult"}}}, "E010"),
        ({"PROXY_COUNT": 0}, "E011"),
    ],
)
def test_each_weak_setting_is_refused(
    weak: dict[str, Any], number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(monkeypatch, **weak) == [f"consult.{number}"]
    with pytest.raises(ImproperlyConfigured, match=number):
        refuse_weak_settings()


def test_one_public_machine_may_keep_a_file_and_its_own_redis(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = "redis://127.0.0.1:6379/0"
    assert found(monkeypatch, DATABASES=SQLITE, REDIS_URL=own, LIVE_REDIS_URL=own) == []


def test_what_serves_this_machine_alone_may_be_a_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, PUBLIC_URL="http://localhost:8000", DEMO=True, SECRET_KEY="x") == []


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost", True),
        ("127.0.0.9", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("localhost.north.test", False),
        ("valkey", False),
    ],
)
def test_which_host_is_this_machine(host: str, own: bool) -> None:
    assert is_this_machine(host) is own


@pytest.mark.parametrize(
    "command",
    [
        ("-c", "import consult.asgi"),
        ("manage.py", "runworker", "frames"),
        ("-m", "celery", "-A", "consult", "worker"),
        ("-m", "celery", "-A", "consult", "beat"),
    ],
    ids=["web", "analyzer", "reports", "beat"],
)
def test_no_process_starts(tmp_path: Path, command: tuple[str, ...]) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "consult.settings",
        "PUBLIC_URL": "https://consult.north.test",
        "CONSULT_DATA": str(tmp_path),
        "DEMO": "1",
    }
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode
    said = done.stderr.replace("(", "").replace(")", ":").replace("::", ":")
    assert "consult.E002: DEMO is on" in said
    assert "Set DEMO=0." in said


@pytest.mark.parametrize(
    ("options", "found"), [((), []), (("--appendonly", "yes"), ["consult.W002"])]
)
def test_the_server_that_pictures_pass_is_asked_whether_it_writes(
    options: tuple[str, ...], found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RunningValkey(tmp_path, free_port(), *options) as valkey:
        monkeypatch.setattr(settings, "LIVE_REDIS_URL", f"redis://127.0.0.1:{valkey.port}/0")
        assert [one.id for one in redis_disk.writes_to_disk(None)] == found


def test_a_server_that_is_away_stops_no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "LIVE_REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")
    assert redis_disk.writes_to_disk(None) == []
