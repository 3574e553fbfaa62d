"""Typed readers of environment variables: a wrong value names its variable and stops the start."""

from __future__ import annotations

import json
import math
import os
import secrets
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Final, TypeVar

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")

ROOT: Final = Path(__file__).resolve().parent.parent
LOCAL: Final = Path(os.environ.get("CONSULT_DATA", ROOT / ".local")).resolve()
"""What a machine keeps for itself: SQLite file, Valkey's data, logs, the development secret."""

EMBEDDED_REDIS: Final = LOCAL / "run" / "redis-url"
"""Written by `consult.launch` for as long as it runs; it names no password."""

METRICS: Final = LOCAL / "run" / "metrics"
"""Where processes count; `consult.launch` empties it."""

_env = environ.Env()


def _read(reader: Callable[..., T], name: str, default: Any) -> T:
    try:
        return reader(name, default=default)
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        # django-environ's own complaint about an address names no variable.
        raise ImproperlyConfigured(f"{name}: {error}") from error


def text(name: str, default: str | None = None) -> str:
    """Return a string as it stands; without a default the variable is required.

    Not django-environ's reader: that takes a value with `$` in front for another variable's
    name, and a secret may well begin so.
    """
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name}: set this environment variable")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Return a boolean: 1/true/yes/on or 0/false/no/off, nothing else."""
    raw = text(name, "true" if default else "false").strip().lower()
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}: {raw!r} is neither true nor false")


def integer(name: str, default: int, *, at_least: int = 0) -> int:
    """Return an integer of at least `at_least`."""
    value: int = _read(_env.int, name, default)
    if value < at_least:
        raise ImproperlyConfigured(f"{name}: {value} is under {at_least}")
    return value


def number(name: str, default: float, *, at_least: float = 0.0, at_most: float = math.inf) -> float:
    """Return a float of at least `at_least` and at most `at_most`."""
    value: float = _read(_env.float, name, default)
    if not value >= at_least:
        raise ImproperlyConfigured(f"{name}: {value} is under {at_least}")
    if value > at_most:
        raise ImproperlyConfigured(f"{name}: {value} is over {at_most}")
    return value


def choice(name: str, default: str, known: tuple[str, ...]) -> str:
    """Return one of the known words."""
    value = text(name, default)
    if value not in known:
        raise ImproperlyConfigured(f"{name}: {value!r} is none of {', '.join(known)}")
    return value


def string_list(name: str, default: list[str]) -> list[str]:
    """Return a comma-separated list of strings, blanks left out."""
    values: list[str] = _read(_env.list, name, default)
    return [value.strip() for value in values if value.strip()]


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Return a comma-separated list of networks such as `10.1.2.0/24`; empty when unset."""
    try:
        return [ip_network(value) for value in string_list(name, [])]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error


def ice_servers(name: str) -> list[dict[str, Any]]:
    """Return a JSON list of `{"urls": […], "username": …, "credential": …}`; empty when unset."""
    raw = text(name, "").strip()
    if not raw:
        return []
    try:
        servers = json.loads(raw)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: not JSON: {error}") from error
    if not isinstance(servers, list) or not all(map(_is_ice_server, servers)):
        raise ImproperlyConfigured(
            f'{name}: want a list such as [{{"urls": ["stun:stun.example.org"]}}], whose addresses'
            " begin with stun:, stuns:, turn: or turns:"
        )
    return servers


def ice_urls(name: str, schemes: tuple[str, ...]) -> list[str]:
    """Return a comma-separated list of STUN or TURN addresses."""
    urls = string_list(name, [])
    for url in urls:
        if not url.startswith(schemes):
            raise ImproperlyConfigured(f"{name}: {url!r} begins with none of {', '.join(schemes)}")
    return urls


def _is_ice_server(server: Any) -> bool:
    schemes = ("stun:", "stuns:", "turn:", "turns:")
    return (
        isinstance(server, dict)
        and set(server) <= {"urls", "username", "credential"}
        and isinstance(server.get("urls"), list)
        and bool(server["urls"])
        and all(isinstance(url, str) and url.startswith(schemes) for url in server["urls"])
        and all(isinstance(server.get(name, ""), str) for name in ("username", "credential"))
    )


def database(name: str, default: str) -> dict[str, Any]:
    """Return one Django database setting from a URL such as `postgres://user:pw@host/name`."""
    return dict(_read(_env.db_url, name, default))


def email(name: str, default: str) -> dict[str, Any]:
    """Return Django's e-mail settings from a URL such as `smtp://user:pw@host:587`."""
    return dict(_read(_env.email_url, name, default))


def share_metrics() -> None:
    """Let the processes of this machine count into files that they share.

    prometheus_client reads the variable once, when it is imported: after the settings.
    """
    METRICS.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS)


def running_redis() -> str:
    """Return where the embedded Valkey of a running `make run` listens, else Redis's usual place.

    Its port is a free one, new at each start; so a command beside the service finds it.
    """
    try:
        return EMBEDDED_REDIS.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return "redis://127.0.0.1:6379/0"


def development_secret() -> str:
    """Return this machine's own development key, made on first use.

    Production never comes here: SECRET_KEY is required when DEBUG is off.
    """
    path = LOCAL / "secret-key"
    if not path.exists():
        LOCAL.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")
