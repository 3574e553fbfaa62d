"""When each task was last done, and what waits: read from Redis, for the operator's page."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from celery import current_app
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from consult.broker import impatient_connection

SENT_AT: Final = "sent_at"
KEPT_S: Final = 40 * 24 * 3600
"""A month's task must still be known when the next month's is looked for."""
LATE: Final = timedelta(minutes=2)
"""How much later than planned a task may be done before it is called late."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A task that beat sends: how often, when it was last done (None: not known), if it is late."""

    name: str
    task: str
    rhythm: str
    done_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """Tasks that wait, and tasks that workers hold; None where the broker does not answer."""

    waiting: int | None
    held: int | None
    oldest_s: float = 0.0
    """How long the oldest has waited."""


def note(task: str) -> None:
    """Remember that a task was done just now."""
    try:
        cache.set(key(task), timezone.now().isoformat(), KEPT_S)
    except (RedisError, OSError):
        return  # The page will call it late, and rightly: Redis is away.


def planned(now: datetime) -> list[Planned]:
    """Return what beat sends, with when it was last done."""
    entries: dict[str, dict[str, Any]] = current_app.conf.beat_schedule
    try:
        done = cache.get_many([key(entry["task"]) for entry in entries.values()])
    except (RedisError, OSError):
        done = {}
    return [
        _planned(name, entry, done.get(key(entry["task"])), now)
        for name, entry in sorted(entries.items())
    ]


def queue() -> Queue:
    """Return how much waits in the broker. One that is away costs at most 2 s."""
    names = [one.name for one in current_app.conf.task_queues]
    try:
        with impatient_connection() as connection:
            client = connection.channel().client
            waiting = sum(client.llen(name) for name in names)
            held = client.hlen("unacked")
            # kombu puts its prefix before the keys of some commands, and LINDEX is none of them.
            oldest = [client.lindex(f"{client.global_keyprefix}{name}", -1) for name in names]
    except (OperationalError, RedisError, OSError):
        return Queue(None, None)
    return Queue(int(waiting), int(held), max(_age(one) for one in oldest))


def stamp(headers: dict[str, Any]) -> None:
    """Write into a message when it was sent; the broker does not know."""
    headers[SENT_AT] = time.time()


def _age(message: bytes | None) -> float:
    sent = json.loads(message)["headers"].get(SENT_AT) if message else None
    return max(0.0, time.time() - sent) if sent else 0.0


def _planned(name: str, entry: dict[str, Any], done: str | None, now: datetime) -> Planned:
    schedule = entry["schedule"]
    done_at = datetime.fromisoformat(done) if done else None
    seconds = isinstance(schedule, int | float)
    every = timedelta(seconds=schedule) if seconds else timedelta(days=1)
    return Planned(
        name=name,
        task=entry["task"],
        rhythm=_("every %(seconds)d s") % {"seconds": schedule} if seconds else _daily(schedule),
        done_at=done_at,
        late=done_at is not None and now - done_at > every + LATE,
    )


def _daily(schedule: Any) -> str:
    """Return the hour and minute of a task of every day."""
    return f"{int(schedule._orig_hour):02}:{int(schedule._orig_minute):02}"


def key(task: str) -> str:
    """Return where it is kept when a task was last done."""
    return f"task-done:{task}"
