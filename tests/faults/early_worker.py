"""The negative control: an analysis worker that answers before its readings are committed.

It does all that the real one does, in the wrong order, on a disk that takes a while to commit. A
run of the driver with it must find readings that were told of and are not there.
"""

from __future__ import annotations

import asyncio
import os
import time
from typing import Final

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "consult.settings")
if not apps.ready:
    django.setup()

from django.core.management import call_command
from django.db import close_old_connections, transaction

from consult.live import batch_analysis, frames
from consult.live.batch_analysis import BatchResult, FrameMessage
from consult.live.dashboard_fanout import publish

COMMIT_S: Final = 0.5
REST_S: Final = 1.0
"""Between two commits: SQLite has one lock, and two such workers would leave it to nobody else."""


class EarlyConsumer(frames.FrameConsumer):
    """Answers from within the transaction."""

    async def _process(self, taken: list[FrameMessage]) -> None:
        loop = asyncio.get_running_loop()
        work = await loop.run_in_executor(None, self._stored, taken, loop)
        await publish(work.consultations, work.stored)

    def _stored(self, taken: list[FrameMessage], loop: asyncio.AbstractEventLoop) -> BatchResult:
        close_old_connections()
        with transaction.atomic():
            work = batch_analysis.process_batch(frames.shared_analyzer(), taken)
            asyncio.run_coroutine_threadsafe(self._answer(taken, work.answers), loop).result()
            time.sleep(COMMIT_S)
        time.sleep(REST_S)
        return work


def main() -> None:
    """Run the worker as `manage.py runworker` does."""
    frames.FrameConsumer = EarlyConsumer  # type: ignore[misc]
    call_command("runworker", "frames", layer="frames")


if __name__ == "__main__":
    main()
