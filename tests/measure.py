"""`python -m tests.measure`: the README's figures, on an otherwise idle machine.

One camera at 2 frames a second for `--seconds`: capture to dashboard, p50 and p95 in
milliseconds; memory of each process; seconds from start to the first answer; seconds to build
the report of an hour with two cameras (14,400 readings).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import django
import psutil
from django.db import transaction
from websockets.sync.client import ClientConnection

from tests.camera import Call, jpeg, message, received, socket
from tests.service import RunningService

RATE = 2.0


def main() -> None:
    """Measure and print JSON."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=60.0)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure_start(Path(folder))
        began = time.monotonic()
        with RunningService(Path(folder)) as service:
            figures: dict[str, Any] = {"second_start_s": round(time.monotonic() - began, 2)}
            figures |= latency(Call(service), chosen.seconds)
            figures["memory_mb"] = memory(service)
        figures["report_build_s"] = report_build(Path(folder))
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def measure_start(folder: Path) -> None:
    """Make the database and the demo practice, so that the next start is a second one."""
    with RunningService(folder):
        pass


def latency(call: Call, seconds: float) -> dict[str, Any]:
    """Return capture-to-answer and capture-to-dashboard latencies of one camera."""
    picture, answered, shown = jpeg(), list[float](), list[float]()
    with (
        socket(call.service, call.dashboard_ticket()) as dashboard,
        socket(call.service, call.camera_ticket()) as camera,
    ):
        received(camera, "policy")
        watcher = threading.Thread(target=watch, args=(dashboard, shown), daemon=True)
        watcher.start()
        for seq in range(1, int(seconds * RATE) + 1):
            captured = time.time()
            camera.send(message(seq, picture))
            received(camera, "answer")
            answered.append((time.time() - captured) * 1000)
            time.sleep(max(0.0, 1 / RATE - (time.time() - captured)))
    watcher.join(2)
    return {
        "frames": len(answered),
        "capture_to_answer_ms": percentiles(answered),
        "capture_to_dashboard_ms": percentiles(shown),
    }


def watch(dashboard: ClientConnection, shown: list[float]) -> None:
    """Note how old each reading is when it reaches the dashboard."""
    while True:
        try:
            got = json.loads(dashboard.recv())
        except Exception:  # the socket was closed: the measurement is over
            return
        if got["type"] == "reading":
            shown.append(time.time() * 1000 - got["captured_at"])


def percentiles(values: list[float]) -> dict[str, float]:
    """Return p50 and p95, rounded to a tenth."""
    return {"p50": round(median(values), 1), "p95": round(quantiles(values, n=20)[-1], 1)}


def memory(service: RunningService) -> dict[str, int]:
    """Return each process's resident memory in MB, the largest of each kind."""
    kinds = {
        "consult.asgi": "web",
        "runworker": "analyzer",
        "celery": "reports",
        "valkey": "valkey",
    }
    found: dict[str, int] = {}
    for process in service.processes():
        line = " ".join(process.cmdline())
        for word, name in kinds.items():
            if word in line and "supervisord" not in line:
                used = round(psutil.Process(process.pid).memory_info().rss / 1e6)
                found[name] = max(found.get(name, 0), used)
    return found


def report_build(folder: Path) -> float:
    """Return the seconds that the report of an hour takes, in a stopped service's database."""
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/consult.sqlite3"
    os.environ |= {"DJANGO_SETTINGS_MODULE": "consult.settings", "DEMO": "1"}
    django.setup()
    # Models can be imported only now, and so can what makes readings up.
    from consult.accounts.models import User
    from consult.consultations.models import Consultation, Participant
    from consult.consultations.services import scheduling
    from consult.reports import services
    from tests import cast
    from tests.consult.reports import made_up

    # Rolled back: the hour never was, and no task is sent.
    with transaction.atomic():
        consultation = cast.schedule(User.objects.filter(role=User.Role.COUNSELLOR)[0])
        scheduling.open_consultation(consultation)
        cast.grant(consultation)
        consultation = Consultation.objects.get(pk=consultation.pk)
        for role in (Participant.Role.CLIENT, Participant.Role.COUNSELLOR):
            made_up.film(consultation, seconds=3600, role=role)
        ended = made_up.ended(consultation, seconds=3600)
        began = time.perf_counter()
        services.build_report(ended.pk)
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    return round(took, 2)


if __name__ == "__main__":
    main()
