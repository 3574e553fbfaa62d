"""One load test from its people to its figures."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

import uvloop
from django.conf import settings
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from analyzer.bench.contenders import empty_rooms, read_frames
from consult.live.load import accounts
from consult.live.load.background_load import BackgroundLoad, Nuisance
from consult.live.load.connections import LoadError
from consult.live.load.drive import drive
from consult.live.load.figures import figures, holds, moved
from consult.live.load.guests import AHEAD, Churn
from consult.live.load.leak_check import LeakCheck
from consult.live.load.machine import Gauge
from consult.live.load.people import People, Seat
from consult.live.load.plan import Plan
from consult.live.load.ramp import largest


class Bench:
    """A load test's people, for as long as a `with` statement lasts."""

    def __init__(
        self,
        urls: Sequence[str],
        frames: Path | None,
        roots: Sequence[int],
        *,
        empty: float = 0.0,
        pages: bool = True,
    ) -> None:
        self._plan = Plan(
            0, 0.0, 0.0, urls, read_frames(frames), empty_rooms(), empty=empty, pages=pages
        )
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

    def once(self, streams: int, fps: float, seconds: float, nuisance: str = "") -> dict[str, Any]:
        """Return the figures of one measurement, with a nuisance beside it or without.

        Raises LoadError.
        """
        plan = replace(self._plan, streams=streams, fps=fps, seconds=seconds)
        *seats, last = self._people.seated(streams + 1)
        background = Nuisance(plan, last, nuisance) if nuisance else None
        return self._measured(plan, seats, Gauge(self._roots, settings.LIVE_REDIS_URL), background)

    def soak(self, streams: int, fps: float, seconds: float, churn: float) -> dict[str, Any]:
        """Return the figures of a long measurement with guests who come and go, and what it left.

        Raises LoadError.
        """
        plan = replace(self._plan, streams=streams, fps=fps, seconds=seconds)
        seats = self._people.seated(streams + AHEAD)
        background = Churn(plan, self._people.another, churn, seats[streams:])
        gauge = Gauge(self._roots, settings.LIVE_REDIS_URL, every=max(1.0, seconds / 200))
        left = LeakCheck(gauge)
        found = self._measured(plan, seats[:streams], gauge, background)
        return {**found, "soak": left.figures(self._people)}

    def _measured(
        self, plan: Plan, seats: Sequence[Seat], gauge: Gauge, background: BackgroundLoad | None
    ) -> dict[str, Any]:
        since = timezone.now()
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                journals = runner.run(drive(plan, seats, gauge, background))
        except* (LoadError, RedisError) as failed:
            # One is enough to say; what failed in its wake says no more.
            raise failed.exceptions[0] from failed
        found = accounts.balance(seats, journals, accounts.settled(seats, since))
        beside = {"company": background.figures()} if background else {}
        return {**figures(plan, journals, found, gauge), **beside}

    def disturbed(
        self, streams: int, fps: float, seconds: float, nuisance: str, rounds: int
    ) -> dict[str, Any]:
        """Return how far a nuisance moves the others' p95, with it and without by turns.

        By turns, because the machine changes meanwhile; medians, because it does so by jumps.
        """
        steps = [
            self.once(streams, fps, seconds, kind) for _ in range(rounds) for kind in ("", nuisance)
        ]
        return {**moved(steps[::2], steps[1::2]), "steps": steps}

    def ramp(self, streams: int, fps: float, seconds: float) -> dict[str, Any]:
        """Return the largest number of streams that holds, with the figures of every step."""
        steps: list[dict[str, Any]] = []

        def hold(count: int) -> bool:
            steps.append(self.once(count, fps, seconds))
            steps[-1]["holds"] = holds(steps[-1])
            return bool(steps[-1]["holds"])

        return {"largest": largest(hold, streams), "steps": steps}
