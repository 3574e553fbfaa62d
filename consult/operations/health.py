"""What `/healthz/` and `/readyz/` answer: that the process lives, and that the service works."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from weakref import WeakKeyDictionary

import redis
import redis.asyncio
from django.conf import settings
from django.core.cache import cache
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable, ServiceWarning
from health_check.views import HealthCheckView

from consult import heartbeat
from consult.live import probe
from consult.operations import task_monitor

SWEEP: Final = "reports.sweep"
"""Beat sends it every 20 s: done, it shows that beat, the broker and a worker work together."""
SWEEP_LATE: Final = timedelta(seconds=150)
"""A worker may be busy with one task for 120 s."""
REMEMBERED_S: Final = 1.0
"""However often it is asked, the parts are asked this often."""
ANSWER_S: Final = 3.0
"""Within which a worker must answer; a frame's message is forgotten after as long."""


@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """Answer that this process takes requests. It asks no store: theirs are other containers."""
    return JsonResponse({"alive": True})


class Part(HealthCheck):  # type: ignore[misc]
    """A part of the service, by the name that `/readyz/` gives it."""

    name = ""
    timeout = timedelta(seconds=4)

    def __repr__(self) -> str:
        return self.name


@dataclass(repr=False)
class Database(Part):
    """The database answers a question."""

    name = "database"

    def run(self) -> None:
        """Ask it, by a connection of this moment."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError as error:
            raise ServiceUnavailable("does not answer (DATABASE_URL)") from error
        finally:
            connection.close()


@dataclass(repr=False)
class Redis(Part):
    """A Redis or Valkey answers. What is named is the setting, as an address has a password."""

    setting: str
    name: str

    async def run(self) -> None:
        """Ask it, by a connection of this moment."""
        server = redis.asyncio.Redis.from_url(
            getattr(settings, self.setting),
            socket_timeout=heartbeat.WAIT_S,
            socket_connect_timeout=heartbeat.WAIT_S,
        )
        try:
            await server.ping()
        except (redis.RedisError, OSError) as error:
            raise ServiceUnavailable(f"does not answer ({self.setting})") from error
        finally:
            await server.aclose()


@dataclass(repr=False)
class Living(Part):
    """A process of a kind has shown a sign of life of late."""

    role: str

    @property
    def name(self) -> str:  # type: ignore[override]
        """The kind."""
        return self.role

    def run(self) -> None:
        """Look at the newest sign."""
        try:
            ages = heartbeat.ages(self.role)
        except (redis.RedisError, OSError) as error:
            raise ServiceUnavailable("not known, as Redis does not answer") from error
        if not ages or ages[0] > heartbeat.SILENT_S[self.role]:
            since = f"for {ages[0]:.0f} s" if ages else "within the last hour"
            raise ServiceUnavailable(f"no sign of life {since}")


@dataclass(repr=False)
class Workers(Part):
    """An analysis worker answers by the way that frames take."""

    name = heartbeat.ANALYZER

    async def run(self) -> None:
        """Ask whichever worker takes the question; where none does, say what is known of them."""
        if await probe.answered(ANSWER_S):
            return
        reason = f"no worker answered within {ANSWER_S:g} s"
        try:
            ages = await asyncio.to_thread(heartbeat.ages, heartbeat.ANALYZER)
        except (redis.RedisError, OSError):
            ages = []
        if ages and ages[0] < heartbeat.SILENT_S[heartbeat.ANALYZER]:
            reason += ", though one shows that it lives: is its LIVE_REDIS_URL this one?"
        raise ServiceUnavailable(reason)


@dataclass(repr=False)
class Tasks(Part):
    """What beat sends is done: the three parts of background work together."""

    name = "tasks"

    def run(self) -> None:
        """Look at when the task that comes oftenest was last done."""
        try:
            done: str | None = cache.get(task_monitor.key(SWEEP))
        except (redis.RedisError, OSError) as error:
            raise ServiceUnavailable("not known, as Redis does not answer") from error
        if done is None:
            raise ServiceWarning("none is known to have been done yet")
        age = timezone.now() - datetime.fromisoformat(done)
        if age > SWEEP_LATE:
            raise ServiceUnavailable(f"none done for {age.total_seconds():.0f} s")


class ReadyView(HealthCheckView):  # type: ignore[misc]
    """200 while every part works, 503 with words for each part otherwise."""

    checks = (
        Database,
        (Redis, {"setting": "REDIS_URL", "name": "redis"}),
        (Redis, {"setting": "LIVE_REDIS_URL", "name": "live"}),
        Workers,
        *((Living, {"role": role}) for role in (heartbeat.REPORTS, heartbeat.BEAT)),
        Tasks,
    )

    async def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        """Ask every part at once; a warning alone leaves the service ready."""
        self.results = await self._results()
        failed = [one for one in self.results if one.error and not _is_warning(one.error)]
        answer: JsonResponse = self.render_to_response_json(503 if failed else 200)
        return answer

    async def _results(self) -> list[Any]:
        """Return what was found at most a second ago, or is being found: all who ask share it."""
        loop, now = asyncio.get_running_loop(), time.monotonic()
        began, asking = _asked.get(loop, (0.0, None))
        if asking is None or (asking.done() and now - began > REMEMBERED_S):
            asking = asyncio.create_task(self._ask())
            _asked[loop] = (now, asking)
        # Whoever goes away does not take the others' answer along.
        return await asyncio.shield(asking)

    async def _ask(self) -> list[Any]:
        return await asyncio.gather(*(check.get_result(None) for check in self.get_checks()))


_asked: WeakKeyDictionary[asyncio.AbstractEventLoop, tuple[float, asyncio.Task[list[Any]]]] = (
    WeakKeyDictionary()
)
"""When the parts were asked last, and what comes of it."""


def _is_warning(error: Exception) -> bool:
    return isinstance(error, ServiceWarning)
