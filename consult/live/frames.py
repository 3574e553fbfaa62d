"""The analysis worker: `manage.py runworker --layer frames frames`.

Stateless beyond what waits at this moment, and where a face was a moment ago (a hint that another
worker can do without): add workers to serve more streams.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any, Final
from weakref import WeakSet

import structlog
from channels.consumer import AsyncConsumer
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections

from analyzer.pipeline import Analyzer
from consult import metrics
from consult.live import batch_analysis
from consult.live.batch_analysis import (
    AnswerTuple,
    BatchResult,
    FrameMessage,
    OutcomeUnknown,
    joined,
)
from consult.live.dashboard_fanout import publish
from consult.live.frame_intake import UNAVAILABLE
from consult.live.shared_clock import SharedClock
from consult.live.slots import Slots

log = structlog.get_logger(__name__)

STALE_MS: Final = 1_000
"""An older frame tells nothing about now, and whoever waits behind it would grow old, too.

Two workers may each hold one of a camera's two credits, so neither frame replaces the other, and
under overload both would wait until all the other cameras had their turn.
"""


_consumers: WeakSet[FrameConsumer] = WeakSet()


class FrameConsumer(AsyncConsumer):  # type: ignore[misc]
    """Takes frames from the channel into slots and works the slots off, one batch at a time."""

    # No channel of its own: Channels would listen on one for every consumer.
    channel_layer_alias = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = Slots()
        self.analysis_thread = analysis_thread()
        self.clock = SharedClock()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._working: asyncio.Task[None] | None = None
        self._answering: asyncio.Task[None] | None = None
        _consumers.add(self)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Run the handler without Channels' thread hop: nothing here touches the ORM."""
        handler = getattr(self, message["type"].replace(".", "_"), None)
        if handler is None:  # a web process of another version may send it
            log.warning("message_unknown", kind=message["type"])
            return
        await handler(message)

    async def frames_batch(self, message: dict[str, Any]) -> None:
        """Put a hub's frames into their streams' slots."""
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        self._idle.clear()
        replaced: list[FrameMessage] = []
        for frame in message["frames"]:
            # Kept by the frame itself: of one that was delivered twice each copy owes an answer,
            # or the accounts would stand at the first ("superseded") while the other is stored.
            frame["reply"] = message["reply"]
            # A web process of the version before knows no clock but its own.
            if "waits_since" not in frame:
                frame["waits_since"] = frame["received_at"]
            older = self.slots.put(frame)
            if older is not None:
                replaced.append(older)
        self._wake.set()
        if replaced:
            await self._answer(
                replaced, [batch_analysis.dropped(one, "superseded") for one in replaced]
            )

    async def frames_probe(self, message: dict[str, Any]) -> None:
        """Answer who asks whether a worker does; frames that come meanwhile do not wait for it."""
        self._answering = asyncio.create_task(self._answer_probe(message["reply"]))

    async def _answer_probe(self, reply: str) -> None:
        await self.analysis_thread.turn()
        try:
            await get_channel_layer("frames").send(reply, {"type": "alive"})
        except Exception as error:  # whoever asked will think that nobody is here
            log.warning("probe_not_answered", error=type(error).__name__)

    async def _work(self) -> None:
        while True:
            if not len(self.slots):
                self._wake.clear()
                self._idle.set()
                await self._wake.wait()
            await self.clock.set_right()
            taken = self.slots.take()
            # One look at the clock: by two of them a frame would be stale and stored, and counted
            # twice.
            since = self.clock.now_ms() - STALE_MS
            fresh = [frame for frame in taken if frame["waits_since"] > since]
            stale = [frame for frame in taken if frame["waits_since"] <= since]
            await self._answer(stale, [batch_analysis.dropped(frame, "stale") for frame in stale])
            if fresh:
                await self._process(fresh)

    async def finished(self) -> None:
        """Return when every frame that was taken has its answer."""
        if self._working is not None:
            await self._idle.wait()

    async def _process(self, frames: list[FrameMessage]) -> None:
        taken_at = self.clock.now_ms()
        for frame in frames:
            metrics.note_stage("wait", max(0, taken_at - frame["waits_since"]) / 1000)
        metrics.BATCH_FRAMES.observe(len(frames))
        work = await self.analysis_thread.run(frames)
        with metrics.stage("answer"):
            await self._answer(frames, work.answers)
        await publish(work.consultations, work.stored)

    async def _answer(self, frames: list[FrameMessage], answers: list[AnswerTuple]) -> None:
        """Answer each hub once with all that concerns it; frames and answers in one order."""
        by_hub: defaultdict[str, list[AnswerTuple]] = defaultdict(list)
        for frame, answer in zip(frames, answers, strict=True):
            by_hub[frame["reply"]].append(answer)
        for hub, own in by_hub.items():
            try:
                await get_channel_layer("frames").send(hub, {"type": "hub", "answers": own})
            except Exception as error:  # the readings are committed; the browser frees its credit
                log.warning("answers_not_sent", error=type(error).__name__, answers=len(own))


async def all_finished() -> None:
    """Return when no consumer of this process owes an answer: for a worker that stops."""
    for consumer in list(_consumers):
        await consumer.finished()


class AnalysisThread:
    """The one thread in which pictures are analysed and stored; it owns the analyzer."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="analysis")

    async def run(self, frames: list[FrameMessage]) -> BatchResult:
        """Return the finished work; a frame that fails is answered as dropped.

        One that cannot be analysed or stored is found by trying each of its batch alone. Where the
        database is away all of them would fail, each after a wait of its own: then nothing is tried
        again.
        """
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, self._run, frames)
        except (OperationalError, InterfaceError) as error:
            log.warning("readings_not_stored", error=type(error).__name__, frames=len(frames))
            reason = "storage"
        except OutcomeUnknown as unknown:
            log.warning("readings_in_doubt", error=str(unknown), frames=len(frames))
            reason = UNAVAILABLE
        except Exception as error:  # one bad frame must not end the worker
            if len(frames) > 1:
                log.exception("batch_failed", frames=len(frames))
                return joined([await self.run([frame]) for frame in frames])
            reason = "storage" if isinstance(error, DatabaseError) else "analysis"
            log.warning("frame_failed", error=type(error).__name__, reason=reason)
        return BatchResult([batch_analysis.dropped(frame, reason) for frame in frames], [], [])

    async def turn(self) -> None:
        """Return when the thread has had a turn for nothing: it is not stuck."""
        await asyncio.get_running_loop().run_in_executor(self._thread, _nothing)

    def ask(self, answer: Callable[[], None]) -> None:
        """Have a function called in the thread's next turn, from whatever thread."""
        self._thread.submit(answer)

    @staticmethod
    def _run(frames: list[FrameMessage]) -> BatchResult:
        close_old_connections()
        began = time.perf_counter()
        try:
            work = batch_analysis.process_batch(shared_analyzer(), frames)
        finally:
            close_old_connections()
        log.debug("batch", frames=len(frames), ms=round(1000 * (time.perf_counter() - began)))
        return work


def _nothing() -> None:
    """Take a turn."""


@lru_cache(maxsize=1)
def analysis_thread() -> AnalysisThread:
    """Return this process's analysis thread."""
    return AnalysisThread()


_analyzer: Analyzer | None = None


def shared_analyzer() -> Analyzer:
    """Return this process's analyzer, loaded once; its only user is the analysis thread."""
    global _analyzer  # noqa: PLW0603  (a process-wide cache with one writer)
    if _analyzer is None:
        _analyzer = Analyzer.default(detector=settings.FACE_DETECTOR, on_step=metrics.note_stage)
    return _analyzer
