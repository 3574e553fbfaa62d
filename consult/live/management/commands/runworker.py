"""Channels' `runworker`, which loads and checks the model before it takes the first frame."""

from __future__ import annotations

from typing import Any

from channels.management.commands import runworker
from django.core.management import CommandError

from analyzer.weights import WeightsError
from consult import metrics
from consult.garbage_collection import loading
from consult.live.frames import shared_analyzer
from consult.live.worker import DrainingWorker
from consult.startup_gate import await_tables


class Command(runworker.Command):  # type: ignore[misc]
    """Start an analysis worker."""

    help = "Runs an analysis worker: manage.py runworker --layer frames frames"
    worker_class = DrainingWorker

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the analyzer, then listen; weights that do not match the manifest stop it here."""
        try:
            with loading():
                shared_analyzer()
        except WeightsError as error:
            raise CommandError(str(error)) from error
        await_tables()
        metrics.serve("analyzer")
        super().handle(*args, **options)
