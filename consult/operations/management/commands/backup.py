"""`manage.py backup FILE`: one file that holds the whole database."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from consult.operations import backup


class Command(BaseCommand):
    """Write a copy; the service goes on meanwhile."""

    help = "Writes the whole database into FILE (- is standard output), while the service goes on."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        """Write it under another name first: what has its name is whole."""
        try:
            if file == "-":
                backup.write(sys.stdout.buffer)
                return
            path = Path(file)
            part = path.with_name(f"{path.name}.part")
            # Readable for its owner alone: it holds all that is known of everybody.
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as to:
                backup.write(to)
            part.replace(path)
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{path}: {path.stat().st_size:,} bytes")
