"""`make run`: the whole product on one machine, under one process manager.

In order: choose the parts, start every process under supervisor, migrate and make the demo practice
while those load what they need, let them begin, wait until the service answers, say where it is,
add the demo's made-up months beside it, and take everything down again.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType
from typing import Any

from consult.demo.background_history import lacks_months, months_beside
from consult.environment import EMBEDDED_REDIS, LOCAL, METRICS, ROOT
from consult.ports import free_port
from consult.processes import supervisor_config
from consult.startup_gate import AWAITS, READY_TO_WORK

PYTHON = sys.executable
READY_WITHIN_S = 60.0


def main() -> int:
    """Run until a signal comes; return the exit status."""
    port = int(os.environ.get("PORT", "8000"))
    env = environment(port)
    if not is_free(port):
        return fail(f"Port {port} is in use. Stop what runs there, or: PORT=8080 make run")
    # What processes of an earlier start counted is over.
    shutil.rmtree(METRICS, ignore_errors=True)
    for folder in ("log", "valkey", "run"):
        (LOCAL / folder).mkdir(parents=True, exist_ok=True)
    config = LOCAL / "run" / "supervisord.conf"
    config.write_text(supervisor_config(env, port), encoding="utf-8")
    if env["CONSULT_EMBEDDED_VALKEY"]:
        EMBEDDED_REDIS.write_text(env["REDIS_URL"], encoding="utf-8")
    try:
        return supervise(config, env, port)
    finally:
        forget_redis(env)


def forget_redis(env: dict[str, str]) -> None:
    """Remove the note of where the embedded Valkey was, unless a newer start has replaced it."""
    with contextlib.suppress(FileNotFoundError):
        if EMBEDDED_REDIS.read_text(encoding="utf-8") == env["REDIS_URL"]:
            EMBEDDED_REDIS.unlink()


def prepare_database(env: dict[str, str], stopping: Stopping) -> dict[str, str]:
    """Migrate; return the demo practice's accounts, made on the first start, where DEMO is set.

    Its months are not waited for: `months_beside` adds them.
    """
    if env["DEMO"] == "1":
        # One process for both: each start of Django takes 2 s of the few that people wait.
        return dict(json.loads(manage(env, stopping, "demo", "--migrate", "--json", "--bare")))
    manage(env, stopping, "migrate", "--verbosity", "0")
    return {}


def environment(port: int) -> dict[str, str]:
    """Return the processes' environment: what is set stays, the rest is filled in."""
    env = dict(os.environ)
    # Set on some machines; without byte code every start compiles TensorFlow-sized trees anew.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env.setdefault("PUBLIC_URL", f"http://localhost:{port}")
    local = "localhost" in env["PUBLIC_URL"] or "127.0.0.1" in env["PUBLIC_URL"]
    env.setdefault("DEMO", "1" if local else "0")
    env.setdefault("DEMO_HISTORY", env["DEMO"])
    if local:
        env.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1")
        origins = f"{env['PUBLIC_URL']},http://127.0.0.1:{port}"
        env.setdefault("ALLOWED_ORIGINS", origins)
    env["CONSULT_EMBEDDED_VALKEY"] = "" if env.get("REDIS_URL") else str(free_port())
    if env["CONSULT_EMBEDDED_VALKEY"]:
        env["REDIS_URL"] = f"redis://127.0.0.1:{env['CONSULT_EMBEDDED_VALKEY']}/0"
    # All of its processes count into one folder: one of them tells.
    env.setdefault("METRICS_FROM", "web")
    env.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", PYTHONUNBUFFERED="1")
    # Each request has a thread, and glibc keeps what each has freed apart: eight arenas a core.
    env.setdefault("MALLOC_ARENA_MAX", "2")
    return env


class Stopping:
    """The signals that end the service: Ctrl-C, a process manager's, and a terminal that closes.

    They are heard before supervisord is started, and one that comes in between is kept for it:
    supervisord runs in a session of its own, so nothing else would ever stop it.
    """

    SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

    def __init__(self) -> None:
        self.asked = False
        self._watched: list[subprocess.Popen[Any]] = []

    def listen(self) -> None:
        """Take the signals over; under nohup a closing terminal stays unheard."""
        for number in self.SIGNALS:
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self)

    def watch(self, process: subprocess.Popen[Any]) -> None:
        """Name one more process to stop, and stop it if a signal has come already."""
        self._watched.append(process)
        if self.asked:
            process.terminate()

    def __call__(self, signum: int, frame: FrameType | None) -> None:
        """Stop what runs, then say so."""
        self.asked = True
        for process in self._watched:
            process.terminate()
        # Python refuses to print in a handler that interrupted a print.
        with contextlib.suppress(RuntimeError):
            say("Stopping …")


def supervise(config: Path, env: dict[str, str], port: int) -> int:
    """Start supervisord, announce the service when it answers, and stop with the first signal."""
    READY_TO_WORK.unlink(missing_ok=True)
    stopping = Stopping()
    stopping.listen()
    command = [PYTHON, "-m", "supervisor.supervisord", "--nodaemon", "-c", str(config)]
    with (LOCAL / "log" / "supervisord.log").open("ab") as log:
        # A session of its own: Ctrl-C must reach it once, from here, and not twice.
        manager = subprocess.Popen(  # noqa: S603  (our own command)
            command,
            env={**env, AWAITS: str(READY_TO_WORK)},
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    stopping.watch(manager)
    try:
        demo = prepare_database(env, stopping)
    except SystemExit:
        manager.terminate()
        manager.wait()
        raise
    READY_TO_WORK.touch()
    if wait_until_ready(port, manager):
        announce(env, demo)
    elif manager.poll() is None:
        say(f"Not ready after {READY_WITHIN_S:.0f} s; see {LOCAL / 'log'}. Still trying.")
    with months_beside(env) if lacks_months(env, demo) else contextlib.nullcontext():
        return max(0, manager.wait())


def wait_until_ready(port: int, manager: subprocess.Popen[bytes]) -> bool:
    """Tell whether the service answered its health check in time."""
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline and manager.poll() is None:
        try:
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/healthz/", headers={"Accept": "application/json"}
            )
            with urllib.request.urlopen(request, timeout=2):  # noqa: S310
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.15)
    return False


def announce(env: dict[str, str], demo: dict[str, str]) -> None:
    """Print where the product is and the first step."""
    lines = ["", f"  Consult is ready: {env['PUBLIC_URL']}", ""]
    if demo:
        lines += [
            "  Demo accounts (password for all: " + demo["password"] + ")",
            f"    counsellor     {demo['counsellor']}",
            f"    counsellor     {demo['second_counsellor']}",
            f"    administrator  {demo['administrator']}",
            "",
            "  First step: sign in as the first counsellor and open the consultation with",
            f"  {demo['client']}. Then open the client's invite link in a private window:",
            f"    {demo['invite_url']}",
            "",
        ]
    if lacks_months(env, demo):
        lines += ["  Three made-up months are being added; pages say when they are there.", ""]
    lines += [f"  Logs: {LOCAL / 'log'}    Stop: Ctrl-C", ""]
    say("\n".join(lines))


def manage(env: dict[str, str], stopping: Stopping, *arguments: str) -> str:
    """Run one management command to its end; return what it printed, or stop with its error.

    Raises:
        SystemExit: it failed, or was stopped by a signal to this process.
    """
    command = subprocess.Popen(  # noqa: S603  (our own command)
        [PYTHON, "manage.py", *arguments],
        env=env,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    stopping.watch(command)
    printed, error = command.communicate()
    if stopping.asked:
        raise SystemExit(0)
    if command.returncode:
        raise SystemExit(fail(f"manage.py {arguments[0]} failed:\n{error.strip()}"))
    return printed


def is_free(port: int) -> bool:
    """Tell whether nothing listens on a local port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def say(text: str) -> None:
    """Print at once, also into a pipe; a terminal that has closed hears nothing."""
    with contextlib.suppress(OSError):
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def fail(text: str) -> int:
    """Print an error; return the exit status for it."""
    sys.stderr.write(text + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
