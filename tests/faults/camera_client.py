"""A camera that films on while processes die: it never waits for an answer, and writes all down."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Final

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection

from tests.camera import Call, jpeg, message, received, socket
from tests.faults.answers import LetGo
from tests.faults.background_client import RECOVERY_S, Acting

HELD: Final = dict.fromkeys(("FRAME_RATE", "FRAME_RATE_LEAST", "FRAME_RATE_MOST"), "200")
"""The service's environment for cameras that send at their own pace, which no kill slows down."""
REPLAYED_EVERY: Final = 10
"""One frame in so many is sent twice: the second adds nothing."""


@dataclass(slots=True)
class Blow:
    """What a camera is to do so many seconds after it sent a frame, or as soon as it is told of a
    reading (None), and whether it has."""

    strike: Callable[[], None]
    after: float | None
    done: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Told:
    """A reading that the camera was told of; moments in monotonic seconds."""

    id: int
    seq: int
    status: str
    sent: float
    at: float


class Filming(Acting):
    """Sends ten frames a second from a thread of its own, and connects anew as a page does."""

    def __init__(self, call: Call, every: float = 0.1) -> None:
        super().__init__(call, every)
        self.journal: list[Told] = []
        self.let_go: list[LetGo] = []
        self.sent = 0
        """Messages, over all sockets."""
        self.answered_twice: list[int] = []
        self._blow: Blow | None = None
        self._seq = 0

    @property
    def told(self) -> set[int]:
        """The readings it was told of, by id."""
        return {told.id for told in self.journal}

    def until_told(self, more: int, within: float = RECOVERY_S) -> None:
        """Return when it was told of so many more readings. Raises TimeoutError with the logs."""
        goal, deadline = len(self.journal) + more, time.monotonic() + within
        while len(self.journal) < goal:
            if time.monotonic() > deadline:
                raise TimeoutError(self.call.service.logs())
            time.sleep(0.05)

    def first_told(self, since: float) -> float | None:
        """Return when it was first told of a reading whose frame it sent after a moment."""
        found = None
        for told in reversed(self.journal):
            if told.at < since:
                break
            if told.sent > since:
                found = told.at
        return found

    def strike(self, strike: Callable[[], None], after: float | None = 0.0) -> None:
        """Have it done so many seconds after the next frame was sent: right away, its answer is
        certainly out; a few hundredths later it is analysed, stored or being answered. None: as
        soon as it is told of a reading, when whoever answers too early has not stored it."""
        self._blow = blow = Blow(strike, after)
        assert blow.done.wait(RECOVERY_S), self.call.service.logs()

    def _act(self) -> None:
        while not self._stopped.is_set():
            # Whatever goes wrong with a killed service: a page would try again.
            with contextlib.suppress(OSError, HTTPException, WebSocketException):
                self._film_on_one_socket()
            self._stopped.wait(0.2)

    def _film_on_one_socket(self) -> None:
        picture, diary = jpeg(), Diary()
        with socket(self.call.service, self.call.camera_ticket()) as camera:
            received(camera, "policy")
            while not self._stopped.is_set():
                # Goes on over all sockets, so that it names a frame of this camera for good.
                self._seq = seq = self._seq + 1
                frame = message(seq, picture)
                diary.sent[seq] = time.monotonic()
                for _ in range(2 if seq % REPLAYED_EVERY == 0 else 1):
                    self.sent += 1
                    camera.send(frame)
                blow = self._blow
                if blow is not None and blow.after is not None:
                    self._hear(camera, diary, blow.after)
                    self._deal()
                self._hear(camera, diary, self.every)

    def _deal(self) -> None:
        blow, self._blow = self._blow, None
        if blow is not None:
            blow.strike()
            blow.done.set()

    def _hear(self, camera: ClientConnection, diary: Diary, seconds: float) -> None:
        """Take the answers of so many seconds."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            with contextlib.suppress(TimeoutError):
                got = json.loads(camera.recv(timeout=left))
                if got["type"] != "answer" or got.get("reason") == "replayed":
                    continue
                if got["seq"] in diary.answered:
                    self.answered_twice.append(got["seq"])
                diary.answered.add(got["seq"])
                if "reading" in got:
                    sent = diary.sent[got["seq"]]
                    told = Told(got["reading"], got["seq"], got["status"], sent, time.monotonic())
                    self.journal.append(told)
                    if self._blow is not None and self._blow.after is None:
                        self._deal()
                else:
                    self.let_go.append(LetGo(got["seq"], got["status"], got["reason"]))


@dataclass(slots=True)
class Diary:
    """One socket's frames: when each was sent (monotonic seconds), and which were answered."""

    sent: dict[int, float] = field(default_factory=dict)
    answered: set[int] = field(default_factory=set)
