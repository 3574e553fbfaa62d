"""Under production's settings Django's own checks find nothing, and pages run no inline code (S13).

That the policy is kept in a browser: tests/browser/test_accessibility.py, which visits every page.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from typing import Any, Final

import pytest
from django.test import Client

from tests.service import OWN_CHOICES, ROOT

PASSWORD: Final = secrets.token_urlsafe(32)
PRODUCTION: Final = {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "PUBLIC_URL": "https://consult.example.org",
    "DATABASE_URL": f"postgres://consult:{PASSWORD}@db.example.org/consult",
    "REDIS_URL": f"redis://:{PASSWORD}@redis.example.org:6379/0",
    "PROXY_COUNT": "1",
    "EMAIL_URL": "smtp+tls://consult:a-password@mail.example.org:587",
}
ASKED: Final = (
    *("DEBUG", "DEMO", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"),
    *("SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_SAMESITE"),
    *("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_CONTENT_TYPE_NOSNIFF"),
    *("X_FRAME_OPTIONS", "ALLOWED_HOSTS", "ALLOWED_ORIGINS"),
)


def command(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run Python in production's environment; a changed variable that is empty is left out."""
    kept = {name: value for name, value in os.environ.items() if name not in OWN_CHOICES}
    chosen = {name: value for name, value in {**PRODUCTION, **changes}.items() if value}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**kept, **chosen},
        capture_output=True,
        text=True,
        check=False,
    )


def check(**changes: str) -> subprocess.CompletedProcess[str]:
    return command("manage.py", "check", "--deploy", "--fail-level", "WARNING", **changes)


def test_the_deployment_check_is_clean() -> None:
    done = check()
    assert (done.returncode, done.stdout.strip()) == (
        0,
        "System check identified no issues (0 silenced).",
    )


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"PUBLIC_URL": "http://consult.example.org"}, "security.W008"),
        ({"SECRET_KEY": "short"}, "security.W009"),
        ({"SECRET_KEY": ""}, "SECRET_KEY: set this environment variable"),
        ({"DEBUG": "1"}, "security.W018"),
    ],
)
def test_weak_settings_are_named(changes: dict[str, str], complaint: str) -> None:
    done = check(**changes)
    assert done.returncode != 0
    assert complaint in done.stdout + done.stderr


@pytest.fixture(scope="module")
def production() -> dict[str, Any]:
    """The settings as a server has them."""
    code = (
        "import json; from django.conf import settings;"
        f"print(json.dumps({{name: getattr(settings, name) for name in {ASKED}}}))"
    )
    done = command("-c", code, DJANGO_SETTINGS_MODULE="consult.settings")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_cookies_and_transport_are_closed(production: dict[str, Any]) -> None:
    assert production == {
        "DEBUG": False,
        "DEMO": False,
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "X_FRAME_OPTIONS": "DENY",
        "ALLOWED_HOSTS": ["consult.example.org"],
        "ALLOWED_ORIGINS": ["https://consult.example.org"],
    }


@pytest.mark.parametrize("path", ["/", "/sign-in", "/join/x", "/api/v1/models/", "/nowhere"])
def test_no_page_may_run_what_stands_in_it(client: Client, db: None, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    directives = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == directives["style-src"] == ["'self'"]
    assert directives["frame-ancestors"] == directives["base-uri"] == ["'none'"]
