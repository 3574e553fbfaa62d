"""The camera's socket: frames in, one answer each out.

No ORM and no TensorFlow on the frame path: the database is asked when a socket opens, every
20 s while it lives, and when it closes.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Sequence
from typing import Any, Final

import structlog
from channels.db import database_sync_to_async
from redis.exceptions import RedisError

from consult import metrics
from consult.clock import now_ms
from consult.consultations.services import streams
from consult.consultations.services.streams import Counters
from consult.live import admission, wire
from consult.live.batched_queries import camera_checks
from consult.live.frame_intake import FrameIntake, Refused, TooFast
from consult.live.groups import cameras_of, dashboards_of
from consult.live.hub import hub
from consult.live.pacing import pacing
from consult.live.pauses import RUNNING, pause_message
from consult.live.rate import LEEWAY
from consult.live.shielded import run_to_completion
from consult.live.socket import Socket
from consult.logs import bind_socket

log = structlog.get_logger(__name__)

ALIVE_EVERY_S: Final = 20.0
GIVE_UP_EVERY_S: Final = 0.5
ANSWER_LIMIT_MS: Final = 3_500
"""A frame without an answer for this long is lost: its worker died with it. In Redis it lives 3 s.

Until then it takes one of the four places of its camera, so a camera whose workers have all died
is heard again this long after at the earliest. The browser takes its own credit back after 3 s."""


class CameraConsumer(Socket):
    """One camera of one participant."""

    kind = "camera"

    stream_id: uuid.UUID
    participant_id: uuid.UUID
    consultation_id: uuid.UUID

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.intake: FrameIntake | None = None
        self._group = ""
        self._link = 0
        self._alive: asyncio.Task[None] | None = None
        self._pause = RUNNING

    @property
    def counters(self) -> Counters:
        """What this socket has counted."""
        return self.intake.counters if self.intake else Counters()

    @property
    def in_flight(self) -> int:
        """Frames that wait for an answer."""
        return len(self.intake.open_frames) if self.intake else 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve the socket; settle its accounts however it ends.

        When Redis goes away Channels lets the consumer die without a disconnect: the stream
        would stay open, and shown alive, for as long as this process lives.
        """
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._leave()

    async def connect(self) -> None:
        """Let a camera with a good ticket and live consent in."""
        try:
            claims = await self._entered()
            # Joined before it is let in: whoever ends this one's stream later tells this group.
            self._group = cameras_of(claims["participant"])
            await self.channel_layer.group_add(self._group, self.channel_name)
            admit = database_sync_to_async(admission.admit_camera)
            admitted = await admit(claims["participant"], claims["link"])
        except admission.Denied as denied:
            await self._close_with(denied.code, denied.reason)
            return
        self._link = claims["link"]
        await self._enter(admitted)

    async def _enter(self, admitted: admission.AdmittedCamera) -> None:
        self.stream_id = admitted.stream.pk
        self.participant_id = admitted.participant.pk
        self.consultation_id = admitted.stream.consultation_id
        bind_socket("camera", self.consultation_id)
        policy, paused = admission.camera_policy(pacing().rate), admitted.participant.paused
        self.intake = FrameIntake(policy["rate"] * LEEWAY, self.stream_id.int, paused=paused)
        await hub().enter(self)
        pacing().enter(self)
        takeover = {"type": "camera.takeover", "stream": self.stream_id.hex}
        await self.channel_layer.group_send(self._group, takeover)
        await self._say(policy)
        if self.intake.paused:
            await self._take_pause(pause_message(admitted.participant))
        self._alive = asyncio.create_task(self._stay_alive())
        await self._tell_dashboards("joined")

    async def disconnect(self, code: int) -> None:
        """Let the socket go."""
        await self._leave()

    async def _leave(self) -> None:
        """Let go of everything, once."""
        intake, self.intake = self.intake, None
        group, self._group = self._group, ""
        if self._alive is not None:
            self._alive.cancel()
        if intake is not None:
            hub().leave(self)
            pacing().leave(self)
        if group:
            await run_to_completion(self._settle(group, intake))

    async def _settle(self, group: str, intake: FrameIntake | None) -> None:
        """Settle the stream's accounts; the hints come after, for they may be lost."""
        if intake is not None:
            await database_sync_to_async(streams.close_stream)(
                self.stream_id, intake.counters, intake.unanswered, intake.let_go
            )
        try:
            await self.channel_layer.group_discard(group, self.channel_name)
            if intake is not None:
                await self._tell_dashboards("left")
        except (RedisError, OSError) as error:
            log.warning("hint_lost", error=type(error).__name__)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take one frame."""
        if self.intake is None or self._closing:
            return
        if bytes_data is not None and len(bytes_data) > wire.MAX_MESSAGE_BYTES:
            await self._close_with(wire.TOO_LARGE, "too_large")
            return
        try:
            admitted = (
                self.intake.refuse_text(now_ms())
                if bytes_data is None
                else self.intake.admit(bytes_data, now_ms())
            )
        except TooFast:
            await self._close_flood()
            return
        if isinstance(admitted, Refused):
            metrics.FRAMES.labels(admitted.status, admitted.reason).inc()
            await self._answer(admitted.seq, admitted.status, admitted.reason)
        else:
            hub().submit(self, admitted)

    async def deliver(self, answer: Sequence[Any]) -> None:
        """Pass a worker's answer on; called by the hub."""
        _, seq, status, reason, text = answer
        since = self.intake.open_frames.get(seq) if self.intake else None
        if self.intake is None or not self.intake.settle(seq, status, reason):
            return
        if since is not None:
            took = max(0, now_ms() - since)
            pacing().note(took, status, reason)
            metrics.ANSWER_SECONDS.observe(took / 1000)
        metrics.FRAMES.labels(status, reason).inc()
        if text:
            await self._send(text)
        else:
            await self._answer(seq, status, reason)

    async def allow(self, rate: float) -> None:
        """Let the camera send so many frames a second; called by the pacing."""
        if self.intake is not None:
            self.intake.pace(rate * LEEWAY)
            await self._say(admission.camera_policy(rate))

    async def camera_paused(self, message: dict[str, Any]) -> None:
        """Someone paused or resumed, or let go of a pause that the other side still holds."""
        await self._take_pause(message["message"])

    async def camera_stop(self, message: dict[str, Any]) -> None:
        """Consent is gone or the consultation is over."""
        await self._close_with(message["code"], message["reason"])

    async def camera_takeover(self, message: dict[str, Any]) -> None:
        """The same participant opened another camera: ask which of the two goes on."""
        if self.intake is not None and message["stream"] != self.stream_id.hex:
            await self._ask_again()

    async def _stay_alive(self) -> None:
        """Show the stream alive, find lost frames and ask again whether it may go on."""
        # Of a clock that nobody sets: the stream would be taken for silent meanwhile.
        since = time.monotonic()
        while self.intake is not None:
            await asyncio.sleep(GIVE_UP_EVERY_S)
            for seq in self.intake.give_up(now_ms(), ANSWER_LIMIT_MS) if self.intake else []:
                pacing().note(ANSWER_LIMIT_MS, "dropped", streams.LOST)
                metrics.FRAMES.labels("dropped", streams.LOST).inc()
                await self._answer(seq, "dropped", streams.LOST)
            if time.monotonic() - since >= ALIVE_EVERY_S:
                since = time.monotonic()
                await self._ask_again()

    async def _ask_again(self) -> None:
        try:
            alive = admission.Alive(self.participant_id, self._link, self.stream_id, self.counters)
            participant = await camera_checks().ask(alive)
        except admission.Denied as denied:
            await self._close_with(denied.code, denied.reason)
        except Exception:  # the database may be away; the call goes on without it
            log.exception("alive_check_failed")
        else:
            pause = pause_message(participant)
            if pause != self._pause:  # its hint was lost
                await self._take_pause(pause)
            await pacing().tell_dashboards([self])

    async def _take_pause(self, pause: wire.Paused) -> None:
        if self.intake is not None:
            self._pause = pause
            self.intake.paused = pause["paused"]
            await self._say(pause)

    async def _answer(self, seq: int, status: wire.Status, reason: str) -> None:
        await self._say({"type": "answer", "seq": seq, "status": status, "reason": reason})

    async def _tell_dashboards(self, event: wire.ParticipantEvent) -> None:
        message: wire.Participant = {
            "type": "participant",
            "participant": str(self.participant_id),
            "role": "client",
            "event": event,
            "at": now_ms(),
        }
        await self.channel_layer.group_send(
            dashboards_of(self.consultation_id), {"type": "dashboard.event", "message": message}
        )
