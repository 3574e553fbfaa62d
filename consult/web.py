"""`python -m consult.web …`: uvicorn with its own arguments, which ends well when told to end."""

from __future__ import annotations

import signal
import sys
from types import FrameType

import uvicorn


def main() -> None:
    """Serve until a signal comes, drain, and exit with 0.

    When it has drained uvicorn raises the signal again, for whoever handled it before. Where
    nobody did, the process dies of it, and its supervision takes a deploy for a crash.
    """
    signal.signal(signal.SIGTERM, end)
    uvicorn.main()


def end(number: int, frame: FrameType | None) -> None:
    """End the process with success."""
    sys.exit(0)


if __name__ == "__main__":
    main()
