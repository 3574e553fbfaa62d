"""One load test from its people to its figures."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import uvloop
from django.conf import settings
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from analyzer.bench.contenders import read_frames
from consult.live.load import accounts
from consult.live.load.drive import LoadError, drive
from consult.live.load.figures import figures, holds
from consult.live.load.machine import Gauge
from consult.live.load.people import People
from consult.live.load.plan import Plan
from consult.live.load.ramp import largest


class Bench:
    """A load test's people, for as long as a `with` statement lasts."""

    def __init__(self, urls: Sequence[str], frames: Path | None, roots: Sequence[int]) -> None:
        self.urls = urls
        self.pictures = read_frames(frames)
        self.keep = False
        self._roots = roots

    def __enter__(self) -> Bench:
        # Before anything is made: without it nothing here could end as it began.
        Redis.from_url(settings.REDIS_URL).ping()
        self._people = People()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.keep:
            self._people.remove()

    def once(self, streams: int, fps: float, seconds: float) -> dict[str, Any]:
        """Return the figures of one measurement. Raises LoadError."""
        plan = Plan(streams, fps, seconds, self.urls, self.pictures)
        seats = self._people.seated(streams)
        gauge = Gauge(self._roots, settings.LIVE_REDIS_URL)
        since = timezone.now()
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                journals = runner.run(drive(plan, seats, gauge))
        except* (LoadError, RedisError) as failed:
            # One is enough to say; what failed in its wake says no more.
            raise failed.exceptions[0] from failed
        found = accounts.balance(seats, journals, accounts.settled(seats, since))
        return figures(plan, journals, found, gauge)

    def ramp(self, streams: int, fps: float, seconds: float) -> dict[str, Any]:
        """Return the largest number of streams that holds, with the figures of every step."""
        steps: list[dict[str, Any]] = []

        def hold(count: int) -> bool:
            steps.append(self.once(count, fps, seconds))
            steps[-1]["holds"] = holds(steps[-1])
            return bool(steps[-1]["holds"])

        return {"largest": largest(hold, streams), "steps": steps}
