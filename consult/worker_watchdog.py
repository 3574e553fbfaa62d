"""Celery's worker is watched while it is connected, and is restarted when its own beat has died."""

from __future__ import annotations

import os
import signal
from typing import Any, Final

import structlog
from celery import bootsteps
from django.conf import settings

from consult.process_watchdog import EVERY_S, ProcessWatchdog

log = structlog.get_logger(__name__)

CONNECTED: Final = "celery.worker.consumer.tasks:Tasks"
"""The consumer's step after which it takes tasks."""


class Watched(bootsteps.StartStopStep):
    """Takes turns in the worker's event loop, from each connection to its end.

    While the broker is away the loop stands still for as long as half a minute between two tries:
    what a task does meanwhile must not be lost to that.
    """

    requires = (CONNECTED,)

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self._watchdog = ProcessWatchdog(settings.HUNG_AFTER_S, "the worker's loop")
        self._timer: Any = None
        self._ending = False

    def start(self, parent: Any) -> None:
        """Begin; called at each connection."""
        self._turn(parent)
        self._timer = parent.timer.call_repeatedly(EVERY_S, self._turn, (parent,))

    def stop(self, parent: Any) -> None:
        """Pause; called when the connection broke, and when the worker ends."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._watchdog.pause()

    def _turn(self, consumer: Any) -> None:
        self._watchdog.turn()
        beat = getattr(consumer.controller, "beat", None)
        if beat is not None and not self._ending and not beat.is_alive():
            # Celery starts it once. Tasks at hand end, then supervision starts both anew.
            self._ending = True
            log.error("beat_died")
            os.kill(os.getpid(), signal.SIGTERM)
