"""`manage.py loadtest`: how many cameras a running service serves, and how fast."""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from redis.exceptions import RedisError

from consult.environment import LOCAL
from consult.live.load import text_report

if TYPE_CHECKING:
    from consult.live.load.measure import Bench


class Command(BaseCommand):
    """Open consultations, cameras and dashboards against a running service and measure."""

    help = (
        "Measures a running service (`make run`) under load. Needs its environment (DEMO or "
        "SECRET_KEY, DATABASE_URL, REDIS_URL) and the development requirements."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what is asked of the service."""
        parser.add_argument("--streams", type=positive, required=True, help="consultations")
        parser.add_argument("--fps", type=rate, default=settings.FRAME_RATE)
        parser.add_argument("--seconds", type=positive, default=30)
        parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here")
        parser.add_argument(
            "--ramp", action="store_true", help="start at --streams, find the most that hold"
        )
        parser.add_argument(
            "--url", action="append", help="web process; several take turns (PUBLIC_URL)"
        )
        parser.add_argument(
            "--churn", type=rate, metavar="N", help="guests come and go, N a second; what is left"
        )
        parser.add_argument(
            "--nuisance",
            choices=("stalled", "flooding"),
            help="how far one such client moves the others' p95",
        )
        parser.add_argument(
            "--rounds", type=positive, default=3, help="calm and disturbed in turn (--nuisance)"
        )
        parser.add_argument("--frames", type=Path, help="a JPEG or a folder of them to send")
        parser.add_argument(
            "--empty",
            type=share,
            default=0.0,
            metavar="SHARE",
            help="so much of the cameras has nobody before it, 0 to 1",
        )
        parser.add_argument(
            "--pages",
            choices=("ask", "none"),
            default="ask",
            help="whether pages ask over HTTP as browsers do, or dashboards only listen",
        )
        parser.add_argument("--pid", type=int, action="append", help="the service's root process")
        parser.add_argument("--keep", action="store_true", help="leave the practice behind")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, print and write."""
        if options["json"]:
            _writable(options["json"])
        result = self._measured(options)
        text = json.dumps(result, indent=1)
        # Said before anything is written: a full disk does not cost an hour's figures.
        self.stdout.write(text)
        for line in text_report.lines(result):
            self.stderr.write(line, style_func=str)
        if options["json"]:
            options["json"].write_text(text + "\n", encoding="utf-8")

    def _measured(self, options: dict[str, Any]) -> dict[str, Any]:
        try:
            # Pictures and process figures come with the development requirements.
            from consult.live.load.connections import LoadError
            from consult.live.load.machine import service_root
            from consult.live.load.measure import Bench
        except ImportError as error:
            raise CommandError(f"{error}: install requirements/dev.txt") from error
        roots = options["pid"] or service_root(LOCAL)
        if not roots:
            self.stderr.write("No service of this folder runs here: no figures of its processes.")
        try:
            urls = options["url"] or [settings.PUBLIC_URL]
            how = {"empty": options["empty"], "pages": options["pages"] == "ask"}
            with Bench(urls, options["frames"], roots, **how) as bench:
                measured = self._chosen(bench, options)
                bench.keep = options["keep"]
        except RedisError as error:
            raise CommandError(f"REDIS_URL: no Redis answers there: {error}") from error
        except (LoadError, ValueError) as error:
            raise CommandError(str(error)) from error
        return {
            "command": " ".join(["manage.py", *sys.argv[1:]]),
            "machine": f"{platform.machine()}, Python {platform.python_version()}",
            "at": timezone.now().isoformat(timespec="seconds"),
            "settings": {"FRAME_RATE": settings.FRAME_RATE},
            **measured,
        }

    @staticmethod
    def _chosen(bench: Bench, options: dict[str, Any]) -> dict[str, Any]:
        asked = (options["streams"], options["fps"], options["seconds"])
        if options["churn"]:
            return bench.soak(*asked, options["churn"])
        if options["nuisance"]:
            return bench.disturbed(*asked, options["nuisance"], options["rounds"])
        return bench.ramp(*asked) if options["ramp"] else bench.once(*asked)


def _writable(file: Path) -> None:
    """Raise CommandError for a file that cannot be written: better now than after the run."""
    kept = file if file.exists() else file.parent
    if file.is_dir() or not os.access(kept, os.W_OK):
        raise CommandError(f"--json: {file} cannot be written")


def positive(text: str) -> int:
    """Return a whole number above zero. Raises ValueError."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def rate(text: str) -> float:
    """Return frames per second, 0.1 to 30. Raises ValueError."""
    number = float(text)
    if not 0.1 <= number <= 30:
        raise ValueError
    return number


def share(text: str) -> float:
    """Return a number from 0 to 1. Raises ValueError."""
    number = float(text)
    if not 0 <= number <= 1:
        raise ValueError
    return number
