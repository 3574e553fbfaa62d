"""How readings reach dashboards: one message for each web process, whatever they are about.

A group message for each consultation cost the worker as much as half an analysis, and each socket
a turn in the layer's queue. So a web process, not its sockets, is a member of the groups of the
consultations that are watched in it; the worker looks up all of a batch's groups at once and sends
each process all that its dashboards want.

The hub's other half, for the way back: its own event loop alone touches it, and no lock is needed.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import structlog
from channels.exceptions import ChannelFull
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

from consult.live import wire
from consult.live.groups import watched
from consult.live.process_channel import process_channel

log = structlog.get_logger(__name__)


Hint = wire.Reading | wire.Rate


class Dashboard(Protocol):
    """What is needed of a dashboard's socket."""

    def take(self, hints: list[Hint]) -> None:
        """Take what concerns its consultation; must return at once."""


class DashboardFanout:
    """The dashboards of one web process, by consultation."""

    def __init__(self) -> None:
        self.layer = get_channel_layer("frames")
        self._dashboards: defaultdict[str, set[Dashboard]] = defaultdict(set)
        self._leaving: defaultdict[str, set[asyncio.Task[None]]] = defaultdict(set)
        process_channel().hand_to("windows", self.hand_out)

    async def enter(self, consultation: str, dashboard: Dashboard) -> None:
        """Let a dashboard hear of a consultation's readings from here on."""
        self._dashboards[consultation].add(dashboard)
        # A leaving that is under way would undo what comes before it.
        if leaving := self._leaving.get(consultation):
            await asyncio.wait(leaving)
        await self.layer.group_add(watched(consultation), await process_channel().address())

    async def leave(self, consultation: str, dashboard: Dashboard) -> None:
        """Let a dashboard go; with the last of a consultation the process is no member any more.

        What is left to do goes on when whoever waits for it is cancelled.
        """
        self._dashboards[consultation].discard(dashboard)
        if not self._dashboards[consultation]:
            del self._dashboards[consultation]
            await asyncio.wait({self._begin_leaving(consultation)})

    def hand_out(self, message: dict[str, Any]) -> None:
        """Give each dashboard what a worker sent for it."""
        hints: dict[str, list[Hint]] = message["hints"]
        for consultation, own in hints.items():
            dashboards = self._dashboards.get(consultation, ())
            for dashboard in dashboards:
                dashboard.take(own)
            if not dashboards:  # Redis was away when the last one left
                self._begin_leaving(consultation)

    def _begin_leaving(self, consultation: str) -> asyncio.Task[None]:
        task = asyncio.create_task(self._unsubscribe(consultation))
        self._leaving[consultation].add(task)
        task.add_done_callback(lambda done: self._have_left(consultation, done))
        return task

    def _have_left(self, consultation: str, task: asyncio.Task[None]) -> None:
        self._leaving[consultation].discard(task)
        if not self._leaving[consultation]:
            del self._leaving[consultation]

    async def _unsubscribe(self, consultation: str) -> None:
        try:
            group, address = watched(consultation), await process_channel().address()
            if consultation not in self._dashboards:  # else one entered meanwhile
                await self.layer.group_discard(group, address)
        except (RedisError, OSError) as error:
            log.warning("still_a_member", error=type(error).__name__)


async def publish(consultations: Sequence[str], hints: Sequence[Hint]) -> None:
    """Send each web process that watches what its dashboards want; it may be lost.

    `consultations` names each hint's own.
    """
    if not hints:
        return
    layer = get_channel_layer("frames")
    by_consultation: defaultdict[str, list[Hint]] = defaultdict(list)
    for consultation, hint in zip(consultations, hints, strict=True):
        by_consultation[consultation].append(hint)
    by_process: defaultdict[str, dict[str, list[Hint]]] = defaultdict(dict)
    try:
        members = await layer.members([watched(name) for name in by_consultation])
        for (consultation, own), channels in zip(by_consultation.items(), members, strict=True):
            for channel in channels:
                by_process[channel][consultation] = own
        for channel, wanted in by_process.items():
            await _tell(layer, channel, wanted)
    except (RedisError, OSError) as error:
        log.warning("hint_lost", error=type(error).__name__)


async def _tell(layer: Any, channel: str, hints: dict[str, list[Hint]]) -> None:
    try:
        await layer.send(channel, {"type": "windows", "hints": hints})
    except ChannelFull:  # a process that died; it stays a member for a day
        log.warning("hint_lost", error="ChannelFull")


_fanouts: WeakKeyDictionary[asyncio.AbstractEventLoop, DashboardFanout] = WeakKeyDictionary()


def dashboard_fanout() -> DashboardFanout:
    """Return the fan-out of the running event loop: one per web process."""
    loop = asyncio.get_running_loop()
    if loop not in _fanouts:
        _fanouts[loop] = DashboardFanout()
    return _fanouts[loop]
