"""One hub per web process: frames of all its cameras share messages to the workers.

Measured: the layer costs more than the analysis unless frames share messages. The hub owns its
state alone; everything runs in the event loop of the web process and no lock is needed.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from typing import Any, Final, Protocol
from weakref import WeakKeyDictionary

import structlog
from channels.exceptions import ChannelFull
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

from consult import metrics
from consult.consultations.services.streams import Counters
from consult.live.frame_intake import UNAVAILABLE, Frame
from consult.live.process_channel import process_channel
from consult.live.shared_clock import SharedClock

log = structlog.get_logger(__name__)

GATHER_S: Final = 0.004
"""How long the first frame waits for company where there is one camera."""
GATHER_PER_CAMERA_S: Final = 0.0002
GATHER_MOST_S: Final = 0.03
"""With many cameras a frame waits longer: in 4 ms hardly two of 120 cameras send one, and each
message costs as much as a frame."""
MESSAGE_BYTES: Final = 480 * 1024
"""Frames in one message; the layer's own limit is 1 MB."""
FRAMES_CHANNEL: Final = "frames"


class Camera(Protocol):
    """What the hub needs to know of a camera's socket."""

    stream_id: uuid.UUID
    participant_id: uuid.UUID
    consultation_id: uuid.UUID
    counters: Counters

    @property
    def in_flight(self) -> int:
        """Frames that wait for an answer."""

    async def deliver(self, answer: Sequence[Any]) -> None:
        """Take (stream, seq, status, reason, JSON text) of one frame."""


class Hub:
    """Gathers, sends, receives and hands out."""

    def __init__(self) -> None:
        self.layer = get_channel_layer("frames")
        self.cameras: dict[str, Camera] = {}
        self._waiting: list[tuple[Camera, Frame]] = []
        self._flush: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._reply = ""
        self.clock = SharedClock()
        process_channel().hand_to("hub", self._hand_out)

    async def enter(self, camera: Camera) -> None:
        """Take a camera on."""
        self._reply = await process_channel().address()
        self.cameras[camera.stream_id.hex] = camera

    def leave(self, camera: Camera) -> None:
        """Let a camera go; answers that still come for it are dropped."""
        self.cameras.pop(camera.stream_id.hex, None)
        self._waiting = [pair for pair in self._waiting if pair[0] is not camera]

    def submit(self, camera: Camera, frame: Frame) -> None:
        """Send a frame with the next message."""
        metrics.SEARCHES.labels("brief" if frame.brief else "thorough").inc()
        self._waiting.append((camera, frame))
        if self._flush is None:
            loop = asyncio.get_running_loop()
            self._flush = loop.call_later(gather_s(len(self.cameras)), self._send_waiting)

    def _send_waiting(self) -> None:
        self._flush = None
        waiting, self._waiting = self._waiting, []
        for batch in in_messages(waiting):
            self._start(self._send(batch))

    def _start(self, work: Any) -> None:
        # asyncio keeps only a weak reference to a task.
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, batch: list[tuple[Camera, Frame]]) -> None:
        await self.clock.set_right()
        message = {
            "type": "frames.batch",
            "reply": self._reply,
            "frames": [packed(camera, frame, self.clock) for camera, frame in batch],
        }
        try:
            await self.layer.send(FRAMES_CHANNEL, message)
        except ChannelFull:
            await self._drop(batch, "overload")
        except (RedisError, OSError) as error:
            log.warning("frames_not_sent", error=type(error).__name__, frames=len(batch))
            await self._drop(batch, UNAVAILABLE)

    async def _drop(self, batch: list[tuple[Camera, Frame]], reason: str) -> None:
        for camera, frame in batch:
            await camera.deliver((camera.stream_id.hex, frame.seq, "dropped", reason, ""))

    def _hand_out(self, message: dict[str, Any]) -> None:
        for answer in message["answers"]:
            camera = self.cameras.get(answer[0])
            if camera is not None:
                # A task each: one client that reads slowly must not hold up the others.
                # A camera has at most IN_FLIGHT_MAX of them.
                self._start(camera.deliver(answer))


def packed(camera: Camera, frame: Frame, clock: SharedClock) -> dict[str, Any]:
    """Return one frame as it travels to a worker."""
    return {
        "stream": camera.stream_id.hex,
        "participant": camera.participant_id.hex,
        "consultation": camera.consultation_id.hex,
        "seq": frame.seq,
        "captured_at": frame.captured_at,
        "received_at": frame.received_at,
        "waits_since": clock.told(frame.received_at),
        "region": list(frame.region),
        "brief": frame.brief,
        "jpeg": frame.jpeg,
        "counters": _copied(camera.counters),
    }


def gather_s(cameras: int) -> float:
    """Return the seconds that a frame waits for company among so many cameras."""
    return min(GATHER_MOST_S, GATHER_S + GATHER_PER_CAMERA_S * cameras)


def _copied(counters: Counters) -> dict[str, Any]:
    # By hand: dataclasses.asdict copies deeply, for each frame anew.
    return {
        "received": counters.received,
        "rejected": dict(counters.rejected),
        "dropped": dict(counters.dropped),
    }


def in_messages(waiting: list[tuple[Camera, Frame]]) -> list[list[tuple[Camera, Frame]]]:
    """Cut frames into batches whose pictures stay under MESSAGE_BYTES."""
    batches: list[list[tuple[Camera, Frame]]] = []
    size = MESSAGE_BYTES
    for camera, frame in waiting:
        if size + len(frame.jpeg) > MESSAGE_BYTES:
            batches.append([])
            size = 0
        batches[-1].append((camera, frame))
        size += len(frame.jpeg)
    return batches


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hubs() -> list[Hub]:
    """Return every hub of this process."""
    return list(_hubs.values())


def hub() -> Hub:
    """Return the hub of the running event loop: one per web process (tests have many loops)."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
