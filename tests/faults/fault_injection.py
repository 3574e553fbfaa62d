"""One fault after the other: struck, healed, and timed until everything goes on."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPException
from typing import Final, cast

import psutil

from tests.camera import Call
from tests.faults.camera_client import Filming
from tests.faults.deployment import Stage
from tests.faults.fault_schedule import Blow
from tests.faults.marker_client import Writing
from tests.faults.network import State
from tests.faults.reconciliation import overdrawn, report_ready

PATIENCE_S: Final = 120.0
"""How long anything is waited for: what takes longer did not recover."""
ON_A_REPORTS_WAY: Final = ("reports", "beat", "valkey", "database")


@dataclass(slots=True)
class Struck:
    """What came of one fault; seconds from its end, None where it did not come within PATIENCE_S.

    `seconds` has `readings` (every camera was told of a new one), `requests` (every writer was
    answered), `process` (the victims serve again), `report` (one asked for meanwhile is built) and
    `exit` (from SIGTERM to the end of the process).
    """

    blow: Blow
    seconds: dict[str, float | None] = field(default_factory=dict)
    exits: list[str] = field(default_factory=list)
    server_errors: int = 0
    """Answers 5xx from the fault to recovery."""
    overdrawn: list[str] = field(default_factory=list)


class Striker:
    """Strikes and watches; the clients go on meanwhile."""

    def __init__(
        self, stage: Stage, cameras: Sequence[Filming], writers: Sequence[Writing], hold: float
    ) -> None:
        self.stage = stage
        self.cameras = cameras
        self.writers = writers
        self.hold = hold
        self.probes: list[Filming] = []
        """The cameras of calls that ended during a fault, for their reports."""

    def strike(self, number: int, blow: Blow) -> Struck:
        """Strike once and return when everything goes on, or is not waited for any longer."""
        struck = Struck(blow)
        victims = self._victims(number, blow)
        starts = {name: self.stage.starts(name) for name in victims}
        exits = {name: len(self.stage.exits(name)) for name in victims}
        errors = sum(writer.server_errors() for writer in self.writers)
        probe = self._probe() if blow.role in ON_A_REPORTS_WAY else None
        self.cameras[number % len(self.cameras)].strike(
            partial(self._hit, blow, victims), blow.after
        )
        began = time.monotonic()
        ending = self._end(probe) if probe else None
        healed = self._heal(blow, victims, began)
        if blow.kind == "term":
            struck.seconds["exit"] = self._until(
                began, lambda: all(len(self.stage.exits(n)) > exits[n] for n in victims)
            )
            struck.exits = [self.stage.exits(name)[-1] for name in victims]
        if blow.kind in ("kill", "term"):
            struck.seconds["process"] = self._until(
                healed, lambda: all(self.stage.starts(n) > starts[n] for n in victims)
            )
        struck.seconds["readings"] = self._told(self.cameras, healed)
        struck.seconds["requests"] = self._told(self.writers, healed)
        struck.server_errors = sum(writer.server_errors() for writer in self.writers) - errors
        if probe and ending:
            struck.seconds["report"] = self._until(healed, partial(report_ready, probe))
            ending.join(PATIENCE_S)
        self.stage.settle()
        struck.overdrawn = overdrawn()
        return struck

    def _victims(self, number: int, blow: Blow) -> list[str]:
        if blow.store:
            return []
        names = self.stage.names(blow.role)
        return names if blow.everyone else [names[number % len(names)]]

    def _hit(self, blow: Blow, victims: Sequence[str]) -> None:
        if blow.store:
            self.stage.network.become(blow.role, blow.store, cast("State", blow.kind))
            return
        gentle = signal.SIGINT if blow.role == "database" else signal.SIGTERM
        number = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP, "term": gentle}[blow.kind]
        for name in victims:
            self._signal(name, number, family=blow.kind == "stop")

    def _heal(self, blow: Blow, victims: Sequence[str], began: float) -> float:
        """End the fault when its time is over; return that moment."""
        if blow.kind in ("kill", "term"):
            return began
        threading.Event().wait(max(0.0, began + self.hold - time.monotonic()))
        if blow.store:
            self.stage.network.become(blow.role, blow.store, "whole")
        for name in victims:
            self._signal(name, signal.SIGCONT, family=True)
        return time.monotonic()

    def _signal(self, name: str, number: signal.Signals, *, family: bool) -> None:
        with suppress(psutil.NoSuchProcess):
            process = self.stage.process(name)
            for one in [*(process.children(recursive=True) if family else []), process]:
                one.send_signal(number)

    def _told(self, clients: Sequence[Filming] | Sequence[Writing], since: float) -> float | None:
        """Return after how many seconds the last of the clients was told of something new."""
        if self._until(since, lambda: all(one.first_told(since) for one in clients)) is None:
            return None
        return max((one.first_told(since) or since) - since for one in clients)

    def _until(self, since: float, holds: Callable[[], bool]) -> float | None:
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            if time.monotonic() > deadline:
                return None
            time.sleep(0.05)
        return max(0.0, time.monotonic() - since)

    def _probe(self) -> Call:
        """Return a call that has readings and may end."""
        call = Call(self.stage.webs[0])
        with Filming(call) as camera:
            camera.until_told(1)
        self.probes.append(camera)
        return call

    def _end(self, call: Call) -> threading.Thread:
        ending = threading.Thread(target=end, args=(call,), daemon=True)
        ending.start()
        return ending


def end(call: Call) -> None:
    """End a call as a page does that tries until it is answered, for as long as PATIENCE_S."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with suppress(OSError, HTTPException):
            call.end()
            return
        time.sleep(0.5)
