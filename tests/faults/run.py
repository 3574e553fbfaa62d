"""One run from its processes to its result. Import only after Django is set up."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from typing import Any

from tests.camera import Call
from tests.faults.camera_client import Filming
from tests.faults.deployment import Stage
from tests.faults.fault_injection import PATIENCE_S, Striker, Struck, end
from tests.faults.fault_schedule import Blow
from tests.faults.marker_client import Writing
from tests.faults.pausing_client import Pausing
from tests.faults.reconciliation import Ledger, drawn_up, report_ready, silence
from tests.service import wait_until


def run(stage: Stage, blows: list[Blow], hold: float) -> tuple[list[Struck], Ledger, list[str]]:
    """Strike with every blow; return what came of each, the accounts, and the reports not built."""
    calls = [Call(web) for web in stage.webs for _ in range(2)]
    cameras = [Filming(call) for call in calls]
    writers = [Writing(call) for call in calls[::2]]
    pausing = Pausing(Call(stage.webs[0]))
    striker = Striker(stage, cameras, writers, hold)
    began = time.monotonic()
    struck: list[Struck] = []
    with ExitStack() as clients:
        for client in (*writers, pausing):
            clients.enter_context(client)
        for camera in cameras:
            clients.enter_context(camera).until_told(1)
        for number, blow in enumerate(blows):
            struck.append(striker.strike(number, blow))
            say(number, len(blows), time.monotonic() - began, struck[-1])
    calls.append(pausing.call)
    for call in calls:
        end(call)
    ended = [*calls, *(probe.call for probe in striker.probes)]
    deadline = time.monotonic() + PATIENCE_S
    missing = [call for call in ended if not report_ready(call)]
    while missing and time.monotonic() < deadline:
        time.sleep(0.2)
        missing = [call for call in ended if not report_ready(call)]
    wait_until(silence, within=PATIENCE_S)
    ledger = drawn_up([*cameras, *striker.probes], writers, pausing)
    return struck, ledger, [call.path for call in missing]


def say(number: int, count: int, seconds: float, struck: Struck) -> None:
    """Print one fault's line."""
    parts = {
        name: "never" if took is None else f"{took:.1f} s" for name, took in struck.seconds.items()
    }
    found: dict[str, Any] = {**parts, "exit status": ", ".join(struck.exits)}
    words = ", ".join(f"{name} {value}" for name, value in found.items() if value)
    sys.stdout.write(f"{seconds:6.0f} s  {number + 1}/{count}  {struck.blow}: {words}\n")
    sys.stdout.flush()
