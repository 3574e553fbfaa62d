"""`python -m consult.web …`: uvicorn with its own arguments, which ends well when told to end."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from types import FrameType

import uvicorn
from uvicorn import config

from consult.startup_gate import AWAITS, await_tables


def main() -> None:
    """Serve until a signal comes, drain, and exit with 0.

    When it has drained uvicorn raises the signal again, for whoever handled it before. Where
    nobody did, the process dies of it, and its supervision takes a deploy for a crash.
    """
    # Its command line names protocols out of these tables, and takes no others.
    config.HTTP_PROTOCOLS["auto"] = "consult.web_protocols:TimedHead"
    config.WS_PROTOCOLS["websockets-sansio"] = "consult.web_protocols:CountedFrames"
    signal.signal(signal.SIGTERM, end)
    if AWAITS in os.environ:
        # Of what uvicorn is going to serve; it would import it only now.
        import_module(sys.argv[1].partition(":")[0])
        await_tables()
    uvicorn.main()


def end(number: int, frame: FrameType | None) -> None:
    """End the process with success."""
    sys.exit(0)


if __name__ == "__main__":
    main()
