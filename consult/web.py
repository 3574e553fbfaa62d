"""`python -m consult.web …`: uvicorn with its own arguments, which ends well when told to end."""

from __future__ import annotations

import signal
import sys
from importlib import import_module
from types import FrameType

import uvicorn
from django.conf import settings
from uvicorn import config

from consult.garbage_collection import loading
from consult.startup_gate import await_tables


def main() -> None:
    """Serve until a signal comes, drain, and exit with 0.

    When it has drained uvicorn raises the signal again, for whoever handled it before. Where
    nobody did, the process dies of it, and its supervision takes a deploy for a crash.
    """
    # Its command line names protocols out of these tables, and takes no others.
    config.HTTP_PROTOCOLS["auto"] = "consult.web_protocols:TimedHead"
    config.WS_PROTOCOLS["websockets-sansio"] = "consult.web_protocols:CountedFrames"
    signal.signal(signal.SIGTERM, end)
    if ":" in sys.argv[1]:
        with loading():
            # What uvicorn is going to serve: it would import it only later, and Django its pages
            # only when the first request comes.
            import_module(sys.argv[1].partition(":")[0])
            import_module(settings.ROOT_URLCONF)
    await_tables()
    uvicorn.main()


def end(number: int, frame: FrameType | None) -> None:
    """End the process with success."""
    sys.exit(0)


if __name__ == "__main__":
    main()
