"""Settings that a public service refuses to start with; each says what to do.

They are Django's system checks under the tag `production`: `manage.py` asks them before a command,
`consult.asgi` before it serves, Celery before it works. A service on this machine alone, which is
what `make run` is, may have all of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

TAG: Final = "production"
SHORTEST_KEY: Final = 40
"""Characters; `secrets.token_urlsafe(50)` gives 67."""
FEWEST_CHARACTERS: Final = 12
"""Different ones in a key: what somebody typed has fewer than what chance made."""
SHORTEST_PASSWORD: Final = 16
EXAMPLES: Final = (
    "change",
    "example",
    "insecure",
    "secret-key",
    "your-",
    "password",
    "placeholder",
)


def connect() -> None:
    """Make the checks known; called once, when the app is ready."""
    checks.register(weak_settings, TAG)


def refuse_weak_settings() -> None:
    """Stop a process that is about to serve. Raises ImproperlyConfigured with every reason."""
    serious = [one for one in checks.run_checks(tags=[TAG]) if one.is_serious()]
    if serious:
        raise ImproperlyConfigured("\n".join(f"{one.id}: {one.msg} {one.hint}" for one in serious))


def weak_settings(app_configs: Any, **rest: Any) -> list[checks.CheckMessage]:
    """Return what is wrong where the service is public."""
    if is_this_machine(urlsplit(settings.PUBLIC_URL).hostname):
        return []
    return [
        checks.Error(message, hint=hint, id=f"consult.E{number:03}")
        for number, message, hint in (*_modes(), *_door(), *_stores(), *_passwords())
    ]


def is_this_machine(host: str | None) -> bool:
    """Tell whether a host name or address leads nowhere but to this machine."""
    if host in (None, "", "localhost") or str(host).endswith(".localhost"):
        return True
    try:
        return ip_address(str(host)).is_loopback
    except ValueError:
        return False


Found = tuple[int, str, str]
"""Number, what is wrong, what to do."""


def _modes() -> Iterator[Found]:
    if settings.DEBUG:
        yield 1, "DEBUG is on: error pages show settings and code.", "Set DEBUG=0."
    if settings.DEMO:
        yield 2, "DEMO is on: its passwords are known to everybody.", "Set DEMO=0."
    if _is_weak(settings.SECRET_KEY):
        yield (
            3,
            f"SECRET_KEY is an example, or shorter than {SHORTEST_KEY} characters of chance.",
            "Take python -c 'import secrets; print(secrets.token_urlsafe(50))'.",
        )


def _door() -> Iterator[Found]:
    if not settings.HTTPS:
        yield (
            4,
            "PUBLIC_URL is http: passwords would travel readable, and browsers give no camera.",
            "Set PUBLIC_URL=https://… and a proxy that ends TLS, as in docker-compose.yml.",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield 5, "ALLOWED_HOSTS takes every name.", "Name the host of PUBLIC_URL alone."
    foreign = [one for one in settings.ALLOWED_ORIGINS if not one.startswith("https://")]
    if foreign:
        yield (
            9,
            f"ALLOWED_ORIGINS lets pages open sockets that no TLS vouches for: {foreign[0]}",
            "Name origins that begin with https://, or nothing: PUBLIC_URL is one already.",
        )
    if settings.HTTPS and not settings.PROXY_COUNT:
        yield (
            11,
            "PROXY_COUNT is 0 behind a proxy: everybody has its address, and shares one limit.",
            "Say how many proxies of your own stand in front: 1 with docker-compose.yml.",
        )
    if settings.EMAIL_BACKEND.endswith(".console.EmailBackend"):
        yield (
            6,
            "Mails are printed into the log, and the links in them are keys.",
            "Set EMAIL_URL, or EMAIL_URL=dummymail:// to send none.",
        )


def _stores() -> Iterator[Found]:
    away = []
    for setting in ("REDIS_URL", "LIVE_REDIS_URL"):
        address = urlsplit(getattr(settings, setting))
        if is_this_machine(address.hostname):
            continue
        away.append(setting)
        if not address.password:
            yield (
                7,
                f"{setting} leads to another machine without a password.",
                f"Start that server with requirepass and set {setting}=redis://:password@host/0.",
            )
    if away and settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield (
            8,
            "The database is a file of this machine, but Redis is on another: so are processes.",
            "Set DATABASE_URL=postgres://…",
        )


def _passwords() -> Iterator[Found]:
    database = settings.DATABASES["default"]
    kept = {
        "DATABASE_URL": database.get("PASSWORD") or "",
        "REDIS_URL": urlsplit(settings.REDIS_URL).password or "",
        "LIVE_REDIS_URL": urlsplit(settings.LIVE_REDIS_URL).password or "",
        "TURN_SECRET": settings.TURN_SECRET,
    }
    for name, password in kept.items():
        # None at all is E007's, or a database that knows its clients by other means.
        if password and (len(password) < SHORTEST_PASSWORD or _is_example(password)):
            yield (
                10,
                f"{name} holds a password that is an example, or shorter than"
                f" {SHORTEST_PASSWORD} characters.",
                "Take python -c 'import secrets; print(secrets.token_urlsafe(32))'.",
            )


def _is_example(password: str) -> bool:
    lower = password.lower()
    return any(word in lower for word in EXAMPLES)


def _is_weak(key: str) -> bool:
    return len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS or _is_example(key)
