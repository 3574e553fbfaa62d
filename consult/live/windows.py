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
from consult.live.postbox import postbox

log = structlog.get_logger(__name__)


class Dashboard(Protocol):
    """What is needed of a dashboard's socket."""

    def take_readings(self, readings: list[wire.Reading]) -> None:
        """Take stored readings of its consultation; must return at once."""


class Windows:
    """The dashboards of one web process, by consultation."""

    def __init__(self) -> None:
        self.layer = get_channel_layer("frames")
        self._dashboards: defaultdict[str, set[Dashboard]] = defaultdict(set)
        self._leaving: set[asyncio.Task[None]] = set()
        postbox().hand_to("windows", self._hand_out)

    async def enter(self, consultation: str, dashboard: Dashboard) -> None:
        """Let a dashboard hear of a consultation's readings from here on."""
        self._dashboards[consultation].add(dashboard)
        await self.layer.group_add(watched(consultation), await postbox().address())

    def leave(self, consultation: str, dashboard: Dashboard) -> None:
        """Let a dashboard go. The process stays a member until the next reading comes for nobody.

        A socket that ends because Redis is away can discard nothing anyway.
        """
        self._dashboards[consultation].discard(dashboard)
        if not self._dashboards[consultation]:
            del self._dashboards[consultation]

    def _hand_out(self, message: dict[str, Any]) -> None:
        readings: dict[str, list[wire.Reading]] = message["readings"]
        for consultation, own in readings.items():
            dashboards = self._dashboards.get(consultation, ())
            for dashboard in dashboards:
                dashboard.take_readings(own)
            if not dashboards:
                task = asyncio.create_task(self._unsubscribe(consultation))
                self._leaving.add(task)
                task.add_done_callback(self._leaving.discard)

    async def _unsubscribe(self, consultation: str) -> None:
        group, address = watched(consultation), await postbox().address()
        try:
            await self.layer.group_discard(group, address)
            if consultation in self._dashboards:  # one entered while Redis was told
                await self.layer.group_add(group, address)
        except (RedisError, OSError) as error:
            log.warning("still_a_member", error=type(error).__name__)


async def publish(consultations: Sequence[str], stored: Sequence[wire.Reading]) -> None:
    """Send stored readings to every web process that has a dashboard for them. Hints, all of them.

    `consultations` names each reading's own.
    """
    if not stored:
        return
    layer = get_channel_layer("frames")
    by_consultation: defaultdict[str, list[wire.Reading]] = defaultdict(list)
    for consultation, reading in zip(consultations, stored, strict=True):
        by_consultation[consultation].append(reading)
    by_process: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    try:
        members = await layer.members([watched(name) for name in by_consultation])
        for (consultation, readings), channels in zip(
            by_consultation.items(), members, strict=True
        ):
            for channel in channels:
                by_process[channel][consultation] = readings
        for channel, wanted in by_process.items():
            await _tell(layer, channel, wanted)
    except (RedisError, OSError) as error:
        log.warning("hint_lost", error=type(error).__name__)


async def _tell(layer: Any, channel: str, readings: dict[str, Any]) -> None:
    try:
        await layer.send(channel, {"type": "windows", "readings": readings})
    except ChannelFull:  # a process that died; it stays a member for a day
        log.warning("hint_lost", error="ChannelFull")


_windows: WeakKeyDictionary[asyncio.AbstractEventLoop, Windows] = WeakKeyDictionary()


def windows() -> Windows:
    """Return the windows of the running event loop: one per web process."""
    loop = asyncio.get_running_loop()
    if loop not in _windows:
        _windows[loop] = Windows()
    return _windows[loop]
