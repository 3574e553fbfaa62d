"""Ctrl-C between two frames: what was read of a frame is written as a whole, or not at all."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def noted_interrupt() -> Iterator[threading.Event]:
    """Give an event that the first SIGINT sets; the second one interrupts as ever.

    A source may hang while it is read, hence the second. Only a process's main thread hears
    signals: in another one the event is never set.
    """
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    before = signal.getsignal(signal.SIGINT)

    def note(*heard: Any) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, note)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)
