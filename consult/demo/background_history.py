"""The demo's made-up months, added by `make run` while it serves: nobody waits for them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

from consult.environment import LOCAL, ROOT


def lacks_months(env: dict[str, str], demo: dict[str, str]) -> bool:
    """Tell whether the demo's made-up months are wanted and not there."""
    return env["DEMO_HISTORY"] != "0" and demo.get("made_up_months") == "missing"


@contextlib.contextmanager
def months_beside(env: dict[str, str]) -> Iterator[None]:
    """Add the demo's made-up months while the service answers: all of them at once, or none."""
    with (LOCAL / "log" / "demo.log").open("ab") as log:
        adding = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--json"],
            env=env,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    with contextlib.suppress(OSError):
        # Whoever signs in meanwhile goes first.
        os.setpriority(os.PRIO_PROCESS, adding.pid, 10)
    try:
        yield
    finally:
        adding.terminate()
        adding.wait()
