"""One pacing per web process: watches how long answers take and tells its cameras their rate.

What one process measures includes the wait for the workers that all share, so each follows the
load of the whole service by itself (`consult.live.rate`).
"""

from __future__ import annotations

import asyncio
import math
import uuid
from typing import Final, Protocol
from weakref import WeakKeyDictionary

import structlog
from django.conf import settings

from consult.live import wire
from consult.live.dashboard_fanout import publish
from consult.live.rate import STEP_S, RateControl, Samples, p95, tells_of_load

log = structlog.get_logger(__name__)

OVERLOADED: Final = ("superseded", "stale", "overload", "lost")
"""Reasons of a drop that tell of load; a database that is away is another matter."""


class Paced(Protocol):
    """What is needed of a camera's socket."""

    participant_id: uuid.UUID
    consultation_id: uuid.UUID

    async def allow(self, rate: float) -> None:
        """Let the camera send so many frames a second from here on."""


class Pacing:
    """The rate of one web process's cameras. Its own event loop alone touches it."""

    def __init__(self) -> None:
        self.control = RateControl(settings.FRAME_RATE_LEAST, settings.FRAME_RATE)
        self.samples = Samples()
        self._cameras: set[Paced] = set()
        self._stepping: asyncio.Task[None] | None = None

    @property
    def rate(self) -> float:
        """Frames per second, to two digits, as cameras are told."""
        return round(self.control.rate, 2)

    def enter(self, camera: Paced) -> None:
        """Take a camera on; the first one starts the clock."""
        self._cameras.add(camera)
        if self._stepping is None:
            self._stepping = asyncio.create_task(self._step_on())

    def leave(self, camera: Paced) -> None:
        """Let a camera go; with the last one goes the load, and what was learned of it."""
        self._cameras.discard(camera)
        if self._cameras or self._stepping is None:
            return
        self._stepping.cancel()
        self._stepping = None
        self.control.rate = self.control.usual
        self.samples.take()

    def note(self, ms: float, status: str, reason: str) -> None:
        """Note an answer that took so many milliseconds as seen by this process."""
        if reason == "superseded" and not tells_of_load(ms, self.control.rate):
            return
        if status == "dropped" and reason in OVERLOADED:
            self.samples.note(math.inf)
        elif status not in ("dropped", "rejected"):
            self.samples.note(ms)

    async def _step_on(self) -> None:
        while True:
            await asyncio.sleep(STEP_S)
            try:
                await self.step()
            except Exception:  # the next step may do better; without steps the rate would stay
                log.exception("step_failed")

    async def step(self) -> None:
        """Decide once, and tell every camera and its dashboards of a change."""
        measured = p95(self.samples.take())
        if not self.control.step(measured):
            return
        cameras = list(self._cameras)
        log.info("rate_changed", rate=self.rate, p95_ms=measured, cameras=len(cameras))
        # Together: one that reads slowly must not hold the others' rate up.
        told = await asyncio.gather(
            *(camera.allow(self.rate) for camera in cameras), return_exceptions=True
        )
        for error in told:
            if isinstance(error, Exception):
                log.warning("rate_not_told", error=type(error).__name__)
        await self.tell_dashboards(cameras)

    async def tell_dashboards(self, cameras: list[Paced]) -> None:
        """Say the rate where these cameras are watched: a hint, repeated while they live."""
        await publish(
            [camera.consultation_id.hex for camera in cameras],
            [self._message(camera) for camera in cameras],
        )

    def _message(self, camera: Paced) -> wire.Rate:
        return {
            "type": "rate",
            "participant": str(camera.participant_id),
            "rate": self.rate,
            "usual": self.control.usual,
        }


_pacings: WeakKeyDictionary[asyncio.AbstractEventLoop, Pacing] = WeakKeyDictionary()


def pacings() -> list[Pacing]:
    """Return every pacing of this process."""
    return list(_pacings.values())


def pacing() -> Pacing:
    """Return the pacing of the running event loop: one per web process."""
    loop = asyncio.get_running_loop()
    if loop not in _pacings:
        _pacings[loop] = Pacing()
    return _pacings[loop]
