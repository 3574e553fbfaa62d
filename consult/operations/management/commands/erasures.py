"""`manage.py erasures FILE`: what was erased, to be kept beside the back-ups."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from consult.operations import erasures


class Command(BaseCommand):
    """Write the list; it names nobody."""

    help = "Writes the list of erasures into FILE (- is standard output): kinds, ids and times."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and from when on."""
        parser.add_argument("file")
        parser.add_argument("--since", metavar="TIME", help="only later ones: 2026-11-29T06:00")

    def handle(self, *args: Any, file: str, since: str | None, **options: Any) -> None:
        """Write it under another name first: what has its name is whole."""
        told = erasures.lines(erasures.kept(_moment(since) if since else None))
        if file == "-":
            sys.stdout.writelines(told)
            return
        path = Path(file)
        part = path.with_name(f"{path.name}.part")
        try:
            part.write_text("".join(told), encoding="utf-8")
            part.replace(path)
        except OSError as error:
            raise CommandError(str(error)) from error


def _moment(said: str) -> Any:
    try:
        moment = parse_datetime(said)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"--since: {said!r} is no time such as 2026-11-29T06:00")
    return make_aware(moment) if is_naive(moment) else moment
