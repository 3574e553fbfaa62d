"""Asks the Redis through which pictures pass whether it writes to a disk."""

from __future__ import annotations

from typing import Any

import redis
import structlog
from django.conf import settings
from django.core import checks

from consult import heartbeat

log = structlog.get_logger(__name__)


def connect() -> None:
    """Make the check known; it asks a server, so it is one of `check --deploy` alone."""
    checks.register(writes_to_disk, checks.Tags.security, deploy=True)


def warn() -> None:
    """Write the warnings into the log of a process that starts."""
    for one in writes_to_disk(None):
        log.warning("pictures_may_reach_a_disk", reason=one.msg, hint=one.hint)


def writes_to_disk(app_configs: Any, **rest: Any) -> list[checks.CheckMessage]:
    """Return a warning where LIVE_REDIS_URL's server saves; nothing where it does not answer."""
    try:
        kept = _configured(settings.LIVE_REDIS_URL)
    except redis.ResponseError:
        return [_warning("W001", "does not tell whether it writes to a disk.")]
    except (redis.RedisError, OSError):
        return []
    if kept.get("save") or kept.get("appendonly") == "yes":
        return [_warning("W002", "writes what passes through it to a disk, pictures too.")]
    return []


def _configured(address: str) -> dict[str, str]:
    limits: dict[str, Any] = {
        "socket_timeout": heartbeat.WAIT_S,
        "socket_connect_timeout": heartbeat.WAIT_S,
        "decode_responses": True,
    }
    with redis.Redis.from_url(address, **limits) as server:
        found: dict[str, str] = server.config_get("save", "appendonly")
    return found


def _warning(number: str, message: str) -> checks.CheckMessage:
    return checks.Warning(
        f"The server at LIVE_REDIS_URL {message}",
        hint="Start a server of its own for it with: --save '' --appendonly no",
        id=f"consult.{number}",
    )
