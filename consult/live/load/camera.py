"""One camera of the load test: it sends as the browser's page does, credits and all."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any, Final

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from consult.clock import now_ms
from consult.live import frame_header, wire
from consult.live.load.journal import Journal
from consult.live.load.plan import ANSWERS_WITHIN_S, Plan

CREDIT_BACK_S: Final = 3.0
"""The page takes a credit back after so long without an answer."""


class LoadCamera:
    """Sends one participant's frames over an open socket and notes the answers."""

    def __init__(self, plan: Plan, number: int, journal: Journal) -> None:
        self.plan = plan
        self.journal = journal
        self._number = number
        self._pictures = plan.shown(number)
        self._rate = plan.fps
        self._credits = wire.CREDITS
        self._unanswered: dict[int, float] = {}
        self._heard = asyncio.Event()
        self.admitted = asyncio.Event()
        """Set by the first policy: the server let this camera in."""

    @property
    def turn(self) -> float:
        """When in an interval between two frames this camera sends, 0 to 1."""
        return self._number % self.plan.streams / self.plan.streams

    async def listen(self, socket: ClientConnection) -> None:
        """Take messages until the socket closes."""
        try:
            async for text in socket:
                self.journal.bytes_in += len(text)
                self._hear(json.loads(text))
        except ConnectionClosed as closed:
            self.journal.closed = self.journal.closed or str(closed)

    async def film(self, socket: ClientConnection, start: float) -> None:
        """Send frames from `start` (monotonic seconds) for the plan's seconds, then wait.

        A frame that has no credit is taken late, as the page does it, and never made up for: what
        is then missing of `offered` was held back.
        """
        end = start + self.plan.seconds
        # Spread over one interval: cameras of different people do not tick together.
        due = start + self.turn / self.plan.fps
        self.journal.offered = int(self.plan.seconds * self.plan.fps)
        seq = 0
        try:
            while due < end and seq < self.journal.offered:
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                if not await self._credit(end):
                    break
                seq += 1
                await self._send(socket, seq)
                due = max(due + 1 / min(self.plan.fps, self._rate), time.monotonic())
            await self._last_answers()
        except ConnectionClosed as closed:
            self.journal.closed = self.journal.closed or str(closed)

    async def _send(self, socket: ClientConnection, seq: int) -> None:
        picture = self._pictures[(self._number + seq) % len(self._pictures)]
        header = frame_header.FrameHeader(0, frame_header.WHOLE_PICTURE, seq, now_ms())
        message = frame_header.pack_frame(header, picture)
        now = time.monotonic()
        self._unanswered[seq] = now
        self.journal.send(seq, now, len(message))
        await socket.send(message)

    async def _credit(self, end: float) -> bool:
        """Wait for a credit; False when the test ends first."""
        while True:
            now = time.monotonic()
            for seq, sent in list(self._unanswered.items()):
                if now - sent >= CREDIT_BACK_S:
                    del self._unanswered[seq]
            if len(self._unanswered) < self._credits:
                return now < end
            if now >= end:
                return False
            await self._wait(min(end, min(self._unanswered.values()) + CREDIT_BACK_S) - now)

    async def _last_answers(self) -> None:
        deadline = time.monotonic() + ANSWERS_WITHIN_S
        while self.journal.unanswered and time.monotonic() < deadline:
            await self._wait(deadline - time.monotonic())

    async def _wait(self, seconds: float) -> None:
        self._heard.clear()
        try:
            async with asyncio.timeout(max(0.001, seconds)):
                await self._heard.wait()
        except TimeoutError:
            return

    def _hear(self, message: dict[str, Any]) -> None:
        if message["type"] == "answer":
            self._unanswered.pop(message["seq"], None)
            self.journal.answer(message, time.monotonic())
            self._heard.set()
        elif message["type"] == "policy":
            self._rate, self._credits = message["rate"], message["credits"]
            self.journal.rates.append(message["rate"])
            self.admitted.set()
        elif message["type"] == "closed":
            self.journal.closed = message["reason"]
