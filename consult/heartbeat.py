"""Heartbeats: a process shows that it still does its work, not only that it exists.

Each heartbeat goes to two places: a file, which the process's own container looks at, and Redis,
where `/readyz/` sees every process of the service.
"""

from __future__ import annotations

import os
import socket
import time
from functools import lru_cache
from typing import Any, Final

import redis
import structlog
from billiard import current_process
from celery.beat import PersistentScheduler
from django.conf import settings

from consult.environment import LOCAL
from consult.process_watchdog import ProcessWatchdog

log = structlog.get_logger(__name__)

ANALYZER: Final = "analyzer"
REPORTS: Final = "reports"
BEAT: Final = "beat"

EVERY_S: Final = 5.0
"""Between two heartbeats of one process."""
WAIT_S: Final = 2.0
"""How long Redis may take; a heartbeat must not hang with it."""
FORGOTTEN_S: Final = 3600.0
SILENT_S: Final = {ANALYZER: 15.0, REPORTS: 20.0, BEAT: 40.0}
"""How old the newest heartbeat may be."""
SLEEPS: Final = 3
"""Beat hangs that has not looked at its plan for as long as this many of its longest sleeps."""

_noted: dict[str, float] = {}
"""When this process last sent each heartbeat (monotonic seconds)."""


def note(role: str) -> None:
    """Show that this process does its work; at most every EVERY_S, however often it is called.

    Redis that is away costs a line in the log.
    """
    now = time.monotonic()
    if now - _noted.get(role, -EVERY_S) < EVERY_S:
        return
    _noted[role] = now
    key, member = _key(role), f"{socket.gethostname()}:{os.getpid()}"
    try:
        _touch(role)
        pipe = _server().pipeline(transaction=False)
        pipe.zadd(key, {member: time.time()})
        pipe.zremrangebyscore(key, 0, time.time() - FORGOTTEN_S)
        pipe.execute()
    except (redis.RedisError, OSError) as error:
        log.warning("sign_not_shown", role=role, error=type(error).__name__)


def ages(role: str) -> list[float]:
    """Return how many seconds ago each process of a kind sent its last heartbeat, newest first.

    Raises redis.RedisError or OSError.
    """
    now = time.time()
    signs: list[tuple[bytes, float]] = _server().zrange(_key(role), 0, -1, withscores=True)
    return sorted(max(0.0, now - at) for _, at in signs)


def _touch(role: str) -> None:
    folder = LOCAL / "run"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"alive-{role}").touch()


def _key(role: str) -> str:
    return f"consult:alive:{role}"


@lru_cache(maxsize=1)
def _server() -> Any:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=WAIT_S, socket_connect_timeout=WAIT_S
    )


class Scheduler(PersistentScheduler):
    """Celery's beat, which shows with every look at its plan that it goes on, and ends if hung."""

    def __init__(self, app: Any, *args: Any, **kwargs: Any) -> None:
        # Between two looks it sleeps.
        least = SLEEPS * app.conf.beat_max_loop_interval
        after_s = max(settings.HUNG_AFTER_S, least) if settings.HUNG_AFTER_S else 0.0
        self._watchdog = ProcessWatchdog(after_s, BEAT)
        self._embedded = current_process().name == "Beat"
        self._parent = os.getppid()
        super().__init__(app, *args, **kwargs)

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        """Send what is due; return the seconds until the next look."""
        if self._embedded and os.getppid() != self._parent:
            # Its worker was killed, and the next one has a beat of its own.
            raise SystemExit
        wait = super().tick(*args, **kwargs)
        self._watchdog.turn()
        note(BEAT)
        return wait
